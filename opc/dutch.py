"""Numbers, amounts and dates as Dutch readers write and read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
MOST_DECIMALS = 12
LONGEST = 30
"""Signs of a number, its points included: with more, someone's finger stuck."""
MINUS = "\u2212"
NBSP = "\u00a0"

_SMALL = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig"]
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig", "honderd")
WORDS = {word: value for value, word in enumerate(_SMALL)} | {"één": 1} | {ten: 10 * (at + 2) for at, ten in enumerate(_TENS)} | {
    f"{_SMALL[one]}{'ën' if _SMALL[one].endswith('e') else 'en'}{ten}": 10 * (at + 2) + one for at, ten in enumerate(_TENS[:-1]) for one in range(1, 10)
}
"""Numbers up to a hundred, as they are written."""
_IN_WORDS = {value: word for word, value in WORDS.items()}

# 1.234.567,89 with points only between groups of three; or 1234567,89; a sign may be - or a real minus
_NUMBER = re.compile(rf"([-{MINUS}+]?)\s?([0-9]{{1,3}}(?:[.\u00a0\u202f ][0-9]{{3}})+|[0-9]+)(?:,([0-9]+))?")


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Decimal | None:
    """The number that a Dutch reader reads: point for thousands, comma for decimals; None if it is not one.

    A euro sign before and a percent sign behind are allowed. "1.5" is None: to a Dutch reader it is neither 1,5 nor 15.
    So is a number of more digits than anyone counts.
    """
    match = _NUMBER.fullmatch(text.strip().removeprefix("€").removesuffix("%").strip())
    if not match:
        return None
    sign, whole, fraction = match.groups()
    if len(whole) + len(fraction or "") > LONGEST:
        return None
    value = Decimal(re.sub(r"\D", "", whole) + (f".{fraction}" if fraction else ""))
    return value.copy_negate() if sign in ("-", MINUS) and sign else value


def in_words(value: Decimal) -> str:
    """A whole number up to a hundred as it is written out in a sentence; any other in figures."""
    return _IN_WORDS[int(value)] if value == value.to_integral_value() and int(value) in _IN_WORDS else number(value)


def number(value: Decimal | int, decimals: int | None = None) -> str:
    """A number with points for thousands and a comma: 1.234,50. Without decimals: as many as the value has."""
    value = Decimal(value)
    if decimals is not None:
        value = rounded(value, decimals)
    text = f"{value.copy_abs():,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.translate(str.maketrans(",.", ".,"))
    return (MINUS if value < 0 else "") + text


def euro(value: Decimal | int, decimals: int = 0) -> str:
    """An amount in euros for running text: € 1.234; decimals: 2 for cents."""
    text = number(value, decimals)
    return f"{MINUS}€{NBSP}{text[1:]}" if text.startswith(MINUS) else f"€{NBSP}{text}"


def percent(value: Decimal | int, decimals: int = 0) -> str:
    """A percentage: 84%. value is already times 100."""
    return f"{number(value, decimals)}%"


def rounded(value: Decimal, decimals: int = 0) -> Decimal:
    """Half up, as accountants do; at most 12 decimals, however many are asked."""
    decimals = min(decimals, MOST_DECIMALS)
    # the usual 28 digits are not enough for every product
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=max(28, value.adjusted() + decimals + 2)))


def long_date(day: date) -> str:
    """2 april 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def count(quantity: int, one: str, many: str) -> str:
    """1 fout, 2 fouten."""
    return f"{number(quantity)} {one if quantity == 1 else many}"


def listing(words: Iterable[str], word: str = "en") -> str:
    """a, b en c."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def meant(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known word that the writer most likely meant, or an empty string. likeness: 1 is the same word."""
    from difflib import get_close_matches  # only a mistake needs it

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=likeness)), "")


def file_size(octets: int) -> str:
    """How large a file is: 340 kB, 1,2 MB."""
    kilo = Decimal(octets) / 1000
    return f"{number(kilo / 1000, 1)}{NBSP}MB" if kilo >= 1000 else f"{number(max(kilo, Decimal(1)), 0)}{NBSP}kB"
