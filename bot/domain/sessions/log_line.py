"""Reading `/ect log yesterday 14:00 50m behaviour routines`, in any order of its parts.

What is neither a day, a time, a length, a place, a person nor a focus area is the note.
Whether the session so described may stand is for `session_rules.py` to say.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.domain.kernel.record import PersonId
from bot.domain.sessions.focus_words import FocusAreas, focus_areas_of
from bot.domain.sessions.grade_words import JUDGEMENT, format_no_grade
from bot.domain.sessions.records import Place
from bot.domain.sessions.typed_line.agreed import (
    agreed_day,
    agreed_minutes,
    agreed_place,
    agreed_start,
    all_of,
)
from bot.domain.sessions.typed_line.dates import DATE_ROWS
from bot.domain.sessions.typed_line.names import MENTION, NAME_ROWS, longest_name
from bot.domain.sessions.typed_line.parts import (
    END,
    START,
    Clock,
    Context,
    Day,
    Kept,
    Length,
    Met,
    Piece,
    Pieces,
    Row,
    Unclear,
    Who,
    pattern,
    unescaped,
)
from bot.domain.sessions.typed_line.times import (
    EARLY_TIME_ROWS,
    TIME_ROWS,
)

EXAMPLE = "/ect log yesterday 14:00 50m behaviour routines"

_BETWEEN_PARTS = re.compile(r"([,;:.!?](?:\s|$)|\s[-–—·|]\s)")
_BEFORE_WORDS = re.compile(r"(?:[\s,;.)\]}–—·|/-]|:(?=\s|$))*")  # not in ":tada:"
_AFTER_WORDS = " ([{-–—·|/"
_FILLERS = frozenset(
    {"a", "and", "at", "by", "for", "from", "in", "on", "the", "to", "via", "with", "&"}
)

# "Year 7/8" and "set 2" are no dates; class letters M and H would be minutes and hours.
_CLASS = (
    r"\b(?:years?|yrs?|ks|key stage|sets?|class|group|room|chapter|periods?|standards?)"
    rf"\s?\d{{1,2}}[a-gi-ln-z]?(?:[-/]\d{{1,2}}[a-gi-ln-z]?)?{END}(?!\s?[ap]\.?m\b)"
)
_SAFETY = r"(?!\s(?:safety|homework|learning|platform|quiz|resource|lesson|tool))"
_TOGETHER = r"in[\s-]person|face[\s-]to[\s-]face|f2f"
_CALL = (
    rf"online{_SAFETY}|(?<!in\s)(?:(?:ms|microsoft)\s)?teams|zoom(?!\sin\b)"
    r"|google\smeet|(?:video|phone|teams|zoom)[\s-]?call|remotely|skype"
)


@dataclass(frozen=True, slots=True)
class LogLine:
    """What a line says of a session; None where it says nothing."""

    ects: tuple[PersonId, ...]
    day: date | None
    start: time | None
    minutes: int | None
    place: Place | None
    focus_areas: tuple[str, ...]
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Why a line could not be read, the line itself, and one that could."""

    problem: str
    typed: str = field(repr=False)
    example: str


def read_log_line(
    text: str,
    *,
    today: date,
    now_local: datetime,
    names: Mapping[PersonId, str],
    focus_areas: Sequence[str],
    about: str = "a session",
) -> LogLine | NotUnderstood:
    """Read a line as Slack sends it, with Slack's escapes.

    *now_local* is the school's own wall clock, *names* are the ECTs whom the line may
    name, *focus_areas* is the school's list, *about* is what a refusal speaks of. A day
    without a year or a week is the most recent one.
    """
    context = Context(today, now_local, names, about=about)
    try:
        pieces = pieces_of(text, _ROWS, context)
        return _line(pieces, names, focus_areas_of(tuple(focus_areas)))
    except Unclear as unclear:
        return NotUnderstood(unclear.sentence, text, unclear.example or EXAMPLE)


def begins_with_time(
    text: str, now_local: datetime, names: Mapping[PersonId, str]
) -> bool:
    """Whether a line says first when it was or how long, or mentions with whom.

    One that cannot be, such as 31 February, counts: it is for the reader to refuse.
    """
    context = Context(now_local.date(), now_local, names)
    words = " ".join(text.split())
    starts = {words, words.removeprefix("for ")}
    if any(start.startswith(("@", "<@")) for start in starts):
        return True
    return any(
        _says_when(row, match, context)
        for row in _TIMING_ROWS
        for start in starts
        if (match := row.pattern.match(start))
    )


def _says_when(row: Row, match: re.Match[str], context: Context) -> bool:
    try:
        return any(not isinstance(piece, Kept) for piece in row.read(match, context))
    except Unclear:
        return True


def pieces_of(text: str, rows: Iterable[Row], context: Context) -> list[Piece]:
    """Let every row take what it reads; what stays a str is what none has read.

    Raises Unclear.
    """
    pieces: list[Piece] = [re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", text)]
    for row in rows:
        read: list[Piece] = []
        for piece in pieces:
            read += row.take(piece, context) if isinstance(piece, str) else [piece]
        pieces = [piece for piece in read if piece not in {"", " "}]
    return pieces


def _quoted(match: re.Match[str], context: Context) -> Pieces:
    def name(mention: re.Match[str]) -> str:
        known = context.names.get(PersonId(mention["person"]))
        return known or f"@{mention['handle'] or mention['person']}"

    words = re.sub(MENTION, name, match["words"])
    return (Kept(words.strip()),)


def _kept(match: re.Match[str], _context: Context) -> Pieces:
    return (Kept(match[0]),)


def _judged(match: re.Match[str], context: Context) -> Pieces:
    raise Unclear(format_no_grade(match[0], of=context.about))


def _met(place: Place) -> Callable[[re.Match[str], Context], Pieces]:
    return lambda match, _context: (Met(match[0], place),)


PLACE_ROWS = tuple(
    Row(
        pattern(rf"{START}(?:(?:on|via|by|over)\s)?(?:a\s)?(?:{words}){END}"),
        _met(place),
    )
    for place, words in ((Place.IN_PERSON, _TOGETHER), (Place.ONLINE, _CALL))
)
_TIMING_ROWS = (*EARLY_TIME_ROWS, *DATE_ROWS, *TIME_ROWS)
_ROWS = (
    Row(re.compile('["“”„](?P<words>[^"“”„]*)(?:["“”„]|$)'), _quoted),
    Row(pattern(JUDGEMENT), _judged),
    *NAME_ROWS,
    Row(pattern(_CLASS), _kept),
    *_TIMING_ROWS,
    *PLACE_ROWS,
)


def _line(
    pieces: list[Piece], names: Mapping[PersonId, str], areas: FocusAreas
) -> LogLine:
    clocks = all_of(pieces, Clock)
    people: list[PersonId] = []
    focus: list[str] = []
    note: list[str | Kept] = []
    for piece in pieces:
        if isinstance(piece, Who):
            people.append(piece.person)
        elif isinstance(piece, Kept):
            note.append(piece)
        elif isinstance(piece, str):
            named, rest = _opening_name(_bare(unescaped(piece)), names, areas)
            people += named
            found, words = _focus_and_note(rest, areas)
            focus += found
            note.append(words)
    return LogLine(
        ects=tuple(dict.fromkeys(people)),
        day=agreed_day(all_of(pieces, Day)),
        start=agreed_start(clocks),
        minutes=agreed_minutes(clocks, all_of(pieces, Length)),
        place=agreed_place(all_of(pieces, Met)),
        focus_areas=tuple(dict.fromkeys(focus)),
        note=_note([part for part in note if part]),
    )


def _note(parts: list[str | Kept]) -> str:
    words = [unescaped(p.words) if isinstance(p, Kept) else p for p in parts]
    if words and not isinstance(parts[-1], Kept):
        words[-1] = words[-1].rstrip(" ,;")
    return " ".join(filter(None, words))


def _bare(run: str) -> str:
    """Strip what only joined the words to a part that has been read."""
    words = _BEFORE_WORDS.sub("", run, count=1).rstrip(_AFTER_WORDS)
    return "" if _FILLERS.issuperset(words.lower().rstrip(",;:").split()) else words


def _opening_name(
    run: str, names: Mapping[PersonId, str], areas: FocusAreas
) -> tuple[list[PersonId], str]:
    """Take a bare name where it stands alone or before a focus area.

    Elsewhere a name is part of a sentence: "Will" and "Mark" are words too.
    """
    head = _BETWEEN_PARTS.split(run, maxsplit=1)[0]
    found = longest_name(head, names)
    if found is None:
        return [], run
    who, rest = found
    if areas.read(rest)[1]:
        return [], run
    return [who.person], _bare(rest + run[len(head) :])


def _focus_and_note(run: str, areas: FocusAreas) -> tuple[list[str], str]:
    """Read a run of words part by part: commas and dashes set focus areas apart."""
    named: list[str] = []
    kept: list[str] = []
    parts = _BETWEEN_PARTS.split(run)
    for part, joint in zip(parts[::2], [*parts[1::2], ""], strict=True):
        found, left = areas.read(part)
        named += found
        if left:
            kept += [left, joint]
    return named, _bare("".join(kept))
