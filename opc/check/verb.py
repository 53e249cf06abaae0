"""What a Dutch verb looks like at the end of a clause: the past participle, without a dictionary.

A word is taken for a participle by its form, and nouns and adjectives with that form are listed. Wrong guesses are kept few
by looking only beside an auxiliary, in one clause.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PREFIX = (
    "aan|achter|af|bekend|bij|bijeen|binnen|boven|deel|door|gelijk|goed|heen|in|klaar|los|mee|mogelijk|na|neer|om|onder|op|open|over|overeen|plaats|rond|samen|stil|"
    "tegen|tegemoet|terecht|terug|thuis|toe|tot|uit|vast|vol|voor|vorm|voort|vrij|waar|weer|weg"
)
_STRONG = (
    "bleven|boden|bonden|broken|daan|dragen|drongen|dwongen|gaan|geten|geven|goten|grepen|hangen|heten|heven|holpen|houden|keken|komen|kozen|kregen|laten|leden|leken|lezen|lopen|loren|meden|"
    "meten|nomen|roepen|schapen|scheiden|schonken|schoten|schoven|schreven|slagen|sloten|slopen|sneden|sproken|staan|stegen|stolen|streden|strooid|trokken|troffen|vangen|vochten|vonden|vouwen|vroren|"
    "wassen|weken|wezen|wogen|wonnen|worden|worpen|zeten|zien|zonden|zonken|zwegen"
)
_PARTICIPLE = re.compile(
    rf"(?:{_PREFIX})?ge(?:{_STRONG})"
    rf"|(?:{_PREFIX})?ge[a-zë-ïü]{{2,}}[dt]"
    rf"|(?:{_PREFIX})?(?:be|ver|ont|her)(?:[a-zë-ï]{{2,}}d|[a-zë-ï]*(?:[kfsp]|ch)t)"
    r"|(?:be|ver|ont|her|onder|over|om|voor|door|mis|weer|aanbe|voorbe|aanver|overge)(?:boden|dragen|geven|gonnen|grepen|houden|keken|kozen|kregen|laten|leken|meden|nomen|schoven|schreven|sloten|sproken|trokken|"
    r"troffen|vangen|volen|vonden|wezen|wogen|worpen|worven|zien|zonden|zocht|dacht|bracht)"
    r"|onder(?:steund|kend|tekend|wezen|handeld|mijnd|nomen|bouwd|schreven)|over(?:legd|tuigd|handigd|schreden|dragen|gedragen|wogen)|om(?:schreven|ringd)|voor(?:komen|spel[dt])|"
    r"[a-z]{2,}(?:iseerd|ineerd|eerd)|erkend|ervaren|voldaan|verstaan|volbracht|weerlegd|doorlopen|doorverwezen|herzien",
)
_NOT = frozenset(
    re.findall(
        r"\w+",
        """
        geld gebied gebit geluid gewicht gezicht gedicht gerecht geduld geweld gebed gemoed gelaat gezond gemiddeld geschikt gehandicapt gewend bekend bereid bewust
        beleid beeld verband bestand bewind verbond verstand verkeerd bericht betreft beschrijft begrijpt vergelijkt bekijkt bezoekt verzoekt bespreekt verbreekt
        ontbreekt betrekt verkoopt behoeft verliest verwijst bewijst verdwijnt herfst beste verst bedrijft belooft verhoudt bevindt behoudt onthoudt verbindt wordt
        gemeente gemeent gevaar gebruikt_ geregeld_ uitgebreid inbegrepen voldoende vergevorderd geheid ingewikkeld uitgesproken beperkt verschillend gericht geboren gelegen
        gespecialiseerd gekwalificeerd geïnteresseerd gemotiveerd verplicht bevoegd bekwaam geleden overleden onbekend onbeperkt benoemd_ gelijkgestemd genoemd_ oplopend
        verantwoord gezind vertrouwd gehecht verwant bezet bedoeld_ verwacht_ beweert verhaalt gewenst gebruikelijk
        """,
    ),
)
INTRANSITIVE = re.compile(
    rf"(?:{_PREFIX}|ver|ont|be)?(?:ge)?(?:gaan|komen|bleven|weest|worden|beurd|groeid|daald|stegen|start|gonnen|ëindigd|dwenen|leden|huisd|lukt|stopt|keerd|stroomd|trokken|anderd|slaagd|"
    r"staan|lopen|vallen|vlogen|reisd|landd|rijpt|schoten|bleken|weken)",
)
"""Participles that go with zijn of themselves: "is gegroeid" is no passive."""


@lru_cache(maxsize=4096)
def is_participle(word: str) -> bool:
    """Whether a word has the form of a past participle: vastgesteld, besproken, uitgevoerd."""
    word = word.lower()
    if word in _NOT or word.endswith(("heid", "schap", "ingen")) or (word.endswith("end") and not re.search(r"[eiklmpw]end$", word)):
        return False
    return _PARTICIPLE.fullmatch(word) is not None
