"""Which characters a plan can be printed with: Latin, Greek and Cyrillic, and the signs of Source Sans Pro and Typst.

PDF/UA refuses a character that no letter shows. Other scripts ask for a font of the house. tests/check/test_letters.py has Typst set every one of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHOWN = """
20-7e a0-377 37a-37f 384-38a 38c 38e-3a1 3a3-4ff 510-513 51a-51d 1d00-1f15 1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d
1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2000-2029 202f-2040 2042 2044-2052 2054-2064 2070-2071
2074-208e 2090-209c 20a0-20c0 20d0-20f0 2100-211e 2120 2122 2124 2126-2184 2189 2190-23ff 2422-2423 2460-2606 2609-262f 2638-268b
2690-269c 26a0-26a7 26aa-26af 26b2 2701-2704 2706-2709 270c-2714 2717-2726 272a-274b 274d 274f-2752 2756 2758-275e 2761-277f 2794
2798-27af 27b1-2b73 2b76-2b95 2b97-2bff 2c60-2cf3 2cf9-2cff 2e02-2e05 2e08-2e0a 2e17-2e18 2e1f 2e22-2e25 2e2e 2e3a-2e3b 3000 fb00-fb06
fe00-fe0f fe20-fe2f fffd 1d400-1d454 1d456-1d49c 1d49e-1d49f 1d4a2 1d4a5-1d4a6 1d4a9-1d4ac 1d4ae-1d4b9 1d4bb 1d4bd-1d4c3 1d4c5-1d505
1d507-1d50a 1d50d-1d514 1d516-1d51c 1d51e-1d539 1d53b-1d53e 1d540-1d544 1d546 1d54a-1d550 1d552-1d6a5 1d6a8-1d7cb 1d7ce-1d7ff
"""
"""Hexadecimal code points, from-to."""

RANGES = tuple((int(first, 16), int(last or first, 16)) for first, _, last in (part.partition("-") for part in _SHOWN.split()))
"""First and last code point of each stretch of characters that can be printed."""

_UNPRINTABLE = r"[^\n\t" + "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in RANGES) + "]+"  # compiled when a text has rare letters: most have none
_RARE = r"[^\n\t -~\u00a0-\u024f]+"


def is_western(text: str) -> bool:
    """Whether a text has only the letters and signs of Western Europe, that can all be printed; control characters pass too.

    Most texts have no others, and this is seven times as fast as looking for those.
    """
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def unprintable(text: str) -> Iterator[tuple[int, int]]:
    """Where characters stand that cannot be printed, such as emoji and Chinese: begin and end of each run."""
    for rare in re.finditer(_RARE, text):  # three times as fast as looking at every letter
        for match in re.compile(_UNPRINTABLE).finditer(text, *rare.span()):
            yield match.span()


def printable(text: str) -> str:
    """The text with \ufffd for each run of characters that cannot be printed."""
    pieces, at = [], 0
    for begin, end in unprintable(text):
        pieces += [text[at:begin], "\ufffd"]
        at = end
    return "".join([*pieces, text[at:]])
