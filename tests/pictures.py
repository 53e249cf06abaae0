"""The pictures in README.md: the sample plan as it is printed, in Word, as a website and in short. `make pictures` (needs poppler, LibreOffice and Chromium)."""

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
WORD = PLAN.parent / "word.png"
WEBSITE = PLAN.parent / "website.png"
SHORT = PLAN.parent / "kort.png"
TODAY = date(2026, 11, 22)
PAGES = ("Vijf speerpunten in vijf zinnen", "Meerjarenplanning", "Meerjarenbegroting SWV PO")
"""Words by which each page is found: the first page, after the contents, that has them."""
WORD_PAGES = ("Wie beslist", "Meerjarenbegroting SWV PO")
SHORTER = (("poster", None, 1), ("publieksversie", None, 1), ("factsheet", None, 1), ("jaarplan", "2026-2027", 1))
"""The short versions: which, of what school year, and what page of it."""
SCREENS = (("index.html", 1280, False), ("bekostiging.html", 1280, False), ("speerpunten.html", 400, True))
"""The pages of the website: which, how wide, and whether in the dark."""
HEIGHT = 1000
GAP = 24


def main() -> None:
    """Draws the pictures."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        pdf, docx, site = _built(folder, ["pdf", "docx", "html"])
        _side_by_side(_printed(pdf, folder, _found(pdf, PAGES)), PRINTED)
        subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder / "word"), str(docx)], check=True, stdout=subprocess.DEVNULL)
        word = folder / "word" / docx.with_suffix(".pdf").name
        _side_by_side(_printed(word, folder, _found(word, WORD_PAGES)), WORD)
        _side_by_side(_shown(site.parent, folder), WEBSITE)
        _side_by_side([image for profile, year, number in SHORTER for image in _printed(_built(folder, ["pdf"], profile, year)[0], folder, [number])], SHORT)


def _built(folder: Path, formats: list[str], profile: str | None = None, year: str | None = None) -> list[Path]:
    made = pipeline.build(PLAN, formats, folder, today=TODAY, sector=None, allow_errors=False, profile=profile, year=year)
    return [written.path for written in made.files]


def _found(pdf: Path, words: tuple[str, ...]) -> list[int]:
    """The pages with these words."""
    texts = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    return [next(number for number, text in enumerate(texts, 1) if number > 5 and word in text) for word in words]


def _printed(pdf: Path, folder: Path, pages: list[int]) -> list[Image.Image]:
    images = []
    for page in pages:
        target = folder / f"{pdf.stem}-{page}"
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
