"""Which characters a plan can be printed with: those of Source Sans Pro, and of the letters that come with Typst.

PDF/UA refuses a character that no letter shows. tests/check/test_letters.py has Typst set every one of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHOWN = """
20-7e a0-4ff 510-513 51a-51d 531-5f4 606-60c 610-613 615-61c 61f 621-63a 640-655 65a 660-66d 674 679-67b 67e-680 683-684 686-687
691 698 6a4 6a9 6af 6be 6cc 6df-6e4 6e7-6e8 6ea-6ed 6f0-6f9 900-97f e3f e81-e84 e87-e88 e8a e8d e94-e97 e99-e9f ea1-ea7 eaa-eab
ead-eb9 ebb-ebc ec8-ecd 10d0-10ff 13a0-13fd 1ab0-1ace 1d00-2040 2042 2044-2052 2054-211e 2120 2122 2124 2126-2184 2189 2190-23ff
2422-2423 2460-2606 2609-262f 2638-268b 2690-269c 26a0-26a7 26aa-26af 26b2 2701-2704 2706-2709 270c-2714 2717-2726 272a-274b 274d
274f-2752 2756 2758-275e 2761-277f 2794 2798-27af 27b1-2bff 2c60-2cff 2e02-2e05 2e08-2e0a 2e17-2e18 2e1f 2e22-2e25 2e2e 2e3a-2e3b
3000 fb00-fb4f fb52-fb81 fe00-fe0f fe20-fe2f fe70-fefe fffd 1d400-1d7ff
"""
"""Hexadecimal code points, from-to."""

RANGES = tuple((int(first, 16), int(last or first, 16)) for first, _, last in (part.partition("-") for part in _SHOWN.split()))
"""First and last code point of each stretch of characters that can be printed."""

_UNPRINTABLE = re.compile(r"[^\n\t" + "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in RANGES) + "]+")
_RARE = re.compile(r"[^\n\t -~\u00a0-\u024f]+")


def unprintable(text: str) -> Iterator[tuple[int, int]]:
    """Where characters stand that cannot be printed, such as emoji and Chinese: begin and end of each run."""
    for rare in _RARE.finditer(text):  # three times as fast as looking at every letter
        for match in _UNPRINTABLE.finditer(text, *rare.span()):
            yield match.span()


def printable(text: str) -> str:
    """The text with \ufffd for each run of characters that cannot be printed."""
    pieces, at = [], 0
    for begin, end in unprintable(text):
        pieces += [text[at:begin], "\ufffd"]
        at = end
    return "".join([*pieces, text[at:]])
