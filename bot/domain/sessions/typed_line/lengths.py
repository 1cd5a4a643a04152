"""Reading how long it was out of a typed line: "50m", "an hour and a half"."""

import re

from bot.domain.sessions.typed_line.parts import (
    COUNTED,
    END,
    HALF_DAY,
    HOURS,
    MINUTES,
    NUMBER_WORDS,
    START,
    Context,
    Length,
    Pieces,
    Row,
    Unclear,
    as_typed,
    number,
    pattern,
)

_HOUR = 60
_HALF_HOUR = 30
_PHRASES = {
    "quarter of an hour": 15,
    "three quarters of an hour": 45,
    "an hour and a quarter": 75,
    "hour and a quarter": 75,
    "an hour and a half": 90,
    "hour and a half": 90,
}
# A class such as 9M or 10H is no length, nor is 14.00hrs or 14h00.
_IS_CLASS = re.compile(r"^(?:for\s)?(?:[789]|1[0-3])[MH]$", re.ASCII)
_IS_CLOCK = pattern(r"\b(?:[7-9]|[12]\d)(?:\.\d\d\s?h|h\d\d$)")
_SIGN = r"(?P<sign>[-−])?"


def _length(said: str, minutes: float) -> Pieces:
    if minutes <= 0:
        raise Unclear(
            f"{as_typed(said)} is not a length. Type minutes or hours, such as 50m or "
            "1h."
        )
    return (Length(said, round(minutes)),)


def _phrase(match: re.Match[str], _context: Context) -> Pieces:
    words = match["words"].lower().replace("-", " ")
    return _length(match[0], _PHRASES.get(words, _HALF_HOUR))


def _hours(match: re.Match[str], _context: Context) -> Pieces:
    if _IS_CLASS.search(match[0]) or _IS_CLOCK.search(match[0]):
        return ()
    hours = float(match["hours"] or number(match["word"]))
    minutes = int(match["minutes"] or match["tail"] or 0)
    minutes += _HALF_HOUR if match["half"] else 0
    return _length(match[0], (-1 if match["sign"] else 1) * (hours * _HOUR + minutes))


def _minutes(match: re.Match[str], _context: Context) -> Pieces:
    if _IS_CLASS.search(match[0]):
        return ()
    return _length(match[0], int(match["minutes"]) * (-1 if match["sign"] else 1))


# Before the dates: "1/2 hour" is not in February.
PHRASE_ROW = Row(
    pattern(
        rf"{START}(?<!and\s)(?<!and\sa\s)(?:for\s)?(?:a\s)?(?P<words>(?:½|1/2)\s?(?:an\s)?{HOURS}"
        rf"|half[\s-](?:an[\s-])?{HOURS}|(?:three[\s-]quarters|quarter)\sof\san\s"
        rf"hour|(?:an\s)?hour\sand\sa\s(?:quarter|half)){END}"
    ),
    _phrase,
)

LENGTH_ROWS = (
    Row(
        pattern(
            rf"{START}(?:for\s)?{_SIGN}(?:(?P<hours>\d{{1,3}}(?:\.\d{{1,2}})?)"
            rf"|(?P<word>{'|'.join(NUMBER_WORDS)})(?=\s))(?P<half>\sand\sa\shalf)?\s?"
            rf"{HOURS}(?:(?P<tail>\d{{2}}|\s\d{{2}}(?=\s?(?:$|[,;\d@]|at\b|from\b)))"
            rf"|(?:\s?and)?\s?(?P<minutes>\d{{1,3}})\s?{MINUTES})?{END}"
        ),
        _hours,
    ),
    Row(
        pattern(rf"{START}(?:for\s)?{_SIGN}(?P<minutes>\d{{1,6}})\s?{MINUTES}{END}"),
        _minutes,
    ),
    Row(
        pattern(
            rf"{START}for\s{_SIGN}(?P<minutes>\d{{1,3}}){END}"
            rf"(?!\s?(?:{HALF_DAY}|{COUNTED}\b|[-–]))"
        ),
        _minutes,
    ),
)
