"""What the words beside a date in a list of term dates mean."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Season(StrEnum):
    """The three terms of a school year."""

    AUTUMN = "Autumn"
    SPRING = "Spring"
    SUMMER = "Summer"


class Dated(StrEnum):
    """What days in a list are."""

    TERM = "term"
    HALF_TERM = "half-term"
    CLOSURE = "closure"  # INSET and the like
    OTHER = "other"  # holidays and bank holidays: they follow from the rest


class Edge(StrEnum):
    """Whether a day in a term is where teaching begins or ends."""

    BEGINS = "begins"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Days:
    """Days that a list names, with what it says of them."""

    kind: Dated
    first: date
    last: date
    said_at: str  # "Line 3", or what an entry of a calendar is called
    season: Season | None = None
    edge: Edge | None = None


_SEASONS = (
    (Season.AUTUMN, r"\b(?:autumn|michaelmas)\b"),
    (Season.SPRING, r"\b(?:spring|lent)\b"),
    (Season.SUMMER, r"\b(?:summer|trinity)\b"),
)
_HALF_TERM = r"half[ -]?term"
_ENDS = (
    r"\b(?:break(?:s|ing)? up|last day|end of term|term ends|ends?\b|finish\w*|"
    rf"clos(?:es?|ing)\b|before {_HALF_TERM})"
)
_BEGINS = (
    r"\b(?:first day|start of term|term (?:starts|begins)|starts?\b|begins?\b|"
    rf"re-?opens?|opens?\b|returns?\b|back\b|after {_HALF_TERM})"
)
_CLOSURE = (
    r"\b(?:inset|in-?service|staff training|training days?|non[ -]?pupil|pd days?|cpd|"
    r"professional development|staff development|staff only|closure|occasional days?|"
    r"closed (?:to|for) (?:all )?(?:pupils|students|children))\b"
)
_BANK_HOLIDAY = (
    r"\b(?:bank holidays?|may day|good friday|easter monday|boxing day|"
    r"christmas day|new year\W?s? day)\b"
)
_AROUND_HALF_TERM = (
    rf"\b(?:for|after|before|at|until) (?:the )?(?:\w+ )?{_HALF_TERM}|"
    rf"\b(?:first|second|1st|2nd) {_HALF_TERM}"
)
_TERM = "|".join((r"\bterms?\b", _BEGINS, _ENDS, *(words for _, words in _SEASONS)))
# The first that fits tells: "closed to pupils (INSET)" is no end of a term, and "breaks
# up for Christmas" no holiday.
_KINDS = (
    (Dated.OTHER, r"\btwilights?\b"),
    (Dated.CLOSURE, _CLOSURE),
    (Dated.OTHER, _BANK_HOLIDAY),
    (Dated.TERM, _AROUND_HALF_TERM),
    (Dated.HALF_TERM, rf"\b{_HALF_TERM}\b"),
    (Dated.OTHER, r"\b(?:holidays?|vacation|break) (?:starts?|begins?|ends?)\b"),
    (Dated.TERM, r"\b(?:break(?:s|ing)? up|last day|end of|finish\w*|closes|returns?)"),
    (Dated.TERM, r"\b(?:first day|start of|re-?opens?|back (?:to|at))\b"),
    (Dated.TERM, r"\bterm (?:starts?|begins?|ends?)\b"),
    (Dated.OTHER, r"\b(?:holidays?|vacation|christmas|easter(?! term)|break)\b"),
    (Dated.TERM, _TERM),
)


def kind_of(text: str) -> Dated | None:
    """Return what a text says that its days are; None where it says nothing."""
    lower = text.lower()
    return next((kind for kind, words in _KINDS if re.search(words, lower)), None)


def season_of(text: str) -> Season | None:
    """Return the term that a text names; a holiday is named after one, and is none."""
    lower = text.lower()
    if kind_of(text) not in (Dated.TERM, None):
        return None
    return next((one for one, words in _SEASONS if re.search(words, lower)), None)


def edge_of(text: str) -> Edge | None:
    """Return whether a text speaks of the beginning or the end of teaching."""
    lower = text.lower()
    begins, ends = re.search(_BEGINS, lower), re.search(_ENDS, lower)
    if begins and ends:
        return None
    if begins:
        return Edge.BEGINS
    return Edge.ENDS if ends else None
