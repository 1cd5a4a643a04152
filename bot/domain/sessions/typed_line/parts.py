"""What a typed line can hold, and the rows of patterns that find it there.

A row takes what it understands out of the line and leaves the rest for the rows after
it, so the order of rows is their priority. Patterns see ASCII letters and digits only
and hold no repetition within a repetition: time grows with the length of the line.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import takewhile

from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.record import PersonId
from bot.domain.sessions.records import Place

# A reading neither begins nor ends inside a word, a sum of money, a decimal or a code.
START = r"(?<![\w/:£$€#])(?<!\d[.-])(?<!\d,(?=\d{3}))"
END = r"(?![\w/]|[:.-]\d|,\d{3}|\s?%)"

HOURS = r"(?:hours?|hrs?|h)"
HALF_DAY = r"[ap]\.?m\b"
MINUTES = r"(?:minutes?|mins?|m)"

# "for 30 pupils" is no length, "8/10 pupils" no date.
COUNTED = (
    r"(?:pupils?|students?|children|kids|people|staff|classes|books?|questions?"
    r"|lessons?|sessions?|days?|weeks?|terms?|years?|of)"
)

NUMBER_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(NUMBER_WORDS)})"

QUOTING_EXAMPLE = '/ect log yesterday 14:00 50m "plan for next Tuesday"'

_SLIP_MIN_CHARS = 5  # in a shorter word, one other letter makes another word


class Unclear(Refusal):
    """Something in the line cannot be read; `example` is a line that could be."""

    def __init__(self, sentence: str, *, example: str | None = None) -> None:
        super().__init__(sentence)
        self.example = example


@dataclass(frozen=True, slots=True)
class Context:
    """What a reading may depend on."""

    today: date
    now_local: datetime
    names: Mapping[PersonId, str]
    ahead: bool = False  # a day without a year or a week is the next one
    about: str = "a session"  # what the words are about


@dataclass(frozen=True, slots=True)
class Day:
    """A day, as typed and as read."""

    said: str
    on: date
    weekday_only: bool = False  # "Tuesday" beside "20 Oct" names the same day


@dataclass(frozen=True, slots=True)
class Clock:
    """A start, as typed and as read, with the length where an end was given too."""

    said: str
    start: time
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A length, as typed and as read."""

    said: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Met:
    """How the two met, as typed and as read."""

    said: str
    place: Place


@dataclass(frozen=True, slots=True)
class Who:
    """Someone the line names."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class Every:
    """How often, as typed and as read: "fortnightly", "Tuesdays"."""

    said: str
    weeks: int | None  # school weeks from one to the next; None: not said


@dataclass(frozen=True, slots=True)
class Until:
    """Until when, as typed and as read; one of the three is known."""

    said: str
    on: date | None = None
    month: int | None = None
    ending: str | None = None  # "half-term", "term", "christmas", "year" ...


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that go into the note as they are."""

    words: str


Part = Day | Clock | Length | Met | Who | Every | Until | Kept
Piece = str | Part  # a str is what no row has read yet
Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One pattern, and what to make of it; an empty reading leaves the words alone."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Context], Pieces]

    def take(self, text: str, context: Context) -> list[Piece]:
        """Cut *text* at each reading.

        Raises Unclear.
        """
        pieces: list[Piece] = []
        at = 0
        for match in self.pattern.finditer(text):
            read = self.read(match, context)
            if read:
                _add(pieces, text[at : match.start()], *read)
                at = match.end()
        _add(pieces, text[at:])
        return pieces


def _add(pieces: list[Piece], *more: Piece) -> None:
    """Add pieces, and keep the words that no row has read in one run."""
    for piece in more:
        last = pieces[-1] if pieces else None
        if isinstance(piece, str) and isinstance(last, str):
            pieces[-1] = last + piece
        else:
            pieces.append(piece)


def pattern(text: str) -> re.Pattern[str]:
    """Compile a row's pattern: any case, ASCII alone."""
    return re.compile(text, re.IGNORECASE | re.ASCII)


def number(words: str) -> int:
    """Read "3", "three" or "a"."""
    return NUMBER_WORDS.get(words.lower()) or int(words)


def as_typed(words: str) -> str:
    """Quote typed words in a sentence, without what Slack would act upon."""
    plain = " ".join(re.sub("[`<>“”]", "", unescaped(words)).split())
    return f"“{plain}”"


def unescaped(text: str) -> str:
    """Undo Slack's escaping, which knows three characters only."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def folded(text: str) -> str:
    """Make words comparable: no case, no accents, straight apostrophes."""
    parts = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()


def is_one_slip_apart(typed: str, meant: str) -> bool:
    """Whether one letter is missing, doubled, wrong, or swapped with its neighbour."""
    if len(meant) < _SLIP_MIN_CHARS or abs(len(typed) - len(meant)) > 1:
        return False
    both = zip(typed, meant, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))
    left, right = typed[same:], meant[same:]
    return (
        left[1:] == right[1:]
        or left == right[1:]
        or left[1:] == right
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )
