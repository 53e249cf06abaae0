"""The picture in README.md: two pages of the sample plan, as they are printed. `make pictures` (needs poppler)."""

import subprocess
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from opc import pipeline

ROOT = Path(__file__).parent.parent
PLAN = ROOT / "plans" / "noorderwaard" / "2026-2030"
PICTURE = PLAN.parent / "bladzijden.png"
PAGES = ("Vijf speerpunten in vijf zinnen", "Meerjarenbegroting SWV PO")
"""Words by which each page is found: the first page, after the contents, that has them."""
HEIGHT = 1000
GAP = 24


def main() -> None:
    """Draws the picture."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        built = pipeline.build(PLAN, ["pdf"], folder, today=date(2026, 11, 22), sector=None, allow_errors=False)
        pdf = built.files[0].path
        texts = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout.split("\f")
        pages = [next(number for number, text in enumerate(texts, 1) if number > 4 and words in text) for words in PAGES]
        images = []
        for page in pages:
            target = folder / f"page-{page}"
            subprocess.run(["pdftoppm", "-singlefile", "-f", str(page), "-scale-to-y", str(HEIGHT), "-scale-to-x", "-1", "-png", str(pdf), str(target)], check=True, stderr=subprocess.DEVNULL)
            images.append(Image.open(target.with_suffix(".png")).convert("RGB"))
        sheet = Image.new("RGB", (sum(image.width for image in images) + GAP * (len(images) + 1), HEIGHT + 2 * GAP), "#dfe6e6")
        left = GAP
        for image in images:
            sheet.paste(image, (left, GAP))
            left += image.width + GAP
        sheet.quantize(256, method=Image.Quantize.MAXCOVERAGE).save(PICTURE, optimize=True)
    print(f"{PICTURE.relative_to(ROOT)}: bladzijden {pages}")


if __name__ == "__main__":
    main()
