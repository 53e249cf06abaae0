"""The pictures in README.md: pages of the sample plan as they are printed, and its website. `make pictures` (needs poppler and Chromium)."""

import subprocess
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from browser import browser
from PIL import Image

from opc import pipeline

ROOT = Path(__file__).parent.parent
PLAN = ROOT / "plans" / "noorderwaard" / "2026-2030"
PRINTED = PLAN.parent / "bladzijden.png"
WEBSITE = PLAN.parent / "website.png"
PAGES = ("Vijf speerpunten in vijf zinnen", "Meerjarenbegroting SWV PO")
"""Words by which each page is found: the first page, after the contents, that has them."""
SCREENS = (("index.html", 1280, False), ("bekostiging.html", 1280, False), ("speerpunten.html", 400, True))
"""The pages of the website: which, how wide, and whether in the dark."""
HEIGHT = 1000
GAP = 24


def main() -> None:
    """Draws the pictures."""
    with TemporaryDirectory() as name:
        pdf, site = (written.path for written in pipeline.build(PLAN, ["pdf", "html"], Path(name), today=date(2026, 11, 22), sector=None, allow_errors=False).files)
        _side_by_side(_printed(pdf, Path(name)), PRINTED)
        _side_by_side(_shown(site.parent, Path(name)), WEBSITE)


def _printed(pdf: Path, folder: Path) -> list[Image.Image]:
    texts = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    images = []
    for page in [next(number for number, text in enumerate(texts, 1) if number > 4 and words in text) for words in PAGES]:
        target = folder / f"page-{page}"
        subprocess.run(["pdftoppm", "-singlefile", "-f", str(page), "-scale-to-y", str(HEIGHT), "-scale-to-x", "-1", "-png", str(pdf), str(target)], check=True, stderr=subprocess.DEVNULL)
        images.append(Image.open(target.with_suffix(".png")).convert("RGB"))
    return images


def _shown(site: Path, folder: Path) -> list[Image.Image]:
    images = []
    with browser() as page:
        for at, (name, width, dark) in enumerate(SCREENS):
            target = folder / f"screen-{at}.png"
            page.open(site / name, width=width, dark=dark)
            page.run("document.fonts.ready.then(() => 0)")
            page.picture(target, height=round(width * 1.1) if width > 1000 else 1000)
            image = Image.open(target).convert("RGB")
            images.append(image.resize((round(image.width * HEIGHT / image.height), HEIGHT), Image.Resampling.LANCZOS))
    return images


def _side_by_side(images: list[Image.Image], path: Path) -> None:
    sheet = Image.new("RGB", (sum(image.width for image in images) + GAP * (len(images) + 1), HEIGHT + 2 * GAP), "#dfe6e6")
    left = GAP
    for image in images:
        sheet.paste(image, (left, GAP))
        left += image.width + GAP
    sheet.quantize(256, method=Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {sheet.width} bij {sheet.height}")


if __name__ == "__main__":
    main()
