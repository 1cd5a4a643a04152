"""Finding the people whom a typed line names: "<@U0AMIRA>", "@amira", "with Amira"."""

import re
from collections.abc import Iterable, Mapping

from bot.domain.kernel.formatting import format_list
from bot.domain.kernel.record import PersonId
from bot.domain.sessions.typed_line.parts import (
    Context,
    Kept,
    Pieces,
    Row,
    Unclear,
    Who,
    folded,
)

MENTION = r"<@(?P<person>[UW][A-Z0-9]{1,30})(?:\|(?P<handle>[^<>]*))?>"
_WORD = r"(?!(?i:with)\b)[^\W\d_](?:[\w.'’-]{0,40}\w)?"
_NAME_MAX_WORDS = 4  # a surname can have several
_NAME = rf"{_WORD}(?: {_WORD}){{0,{_NAME_MAX_WORDS - 1}}}"


def person_named(words: str, names: Mapping[PersonId, str]) -> PersonId | None:
    """Find who has this first name or this full name, in any case.

    Raises Unclear where several have.
    """
    typed = _plain(words)
    if not typed:
        return None
    full = [person for person, name in names.items() if _plain(name) == typed]
    first = [person for person, name in names.items() if _first(name) == typed]
    found = full or first
    if len(found) > 1:
        both = _listed((names[person] for person in found), joined_by="or")
        raise Unclear(
            f"Which {words} do you mean: {both}? Type the full name.",
            example=_example(names[found[0]]),
        )
    return found[0] if found else None


def longest_name(words: str, names: Mapping[PersonId, str]) -> tuple[Who, str] | None:
    """Find whom the line's next words name, and the words after that.

    Raises Unclear where a first name fits several people.
    """
    *parts, after = [*words.split(" ", _NAME_MAX_WORDS), ""][: _NAME_MAX_WORDS + 1]
    for count in range(len(parts), 0, -1):
        person = person_named(" ".join(parts[:count]), names)
        if person is not None:
            return Who(person), " ".join(["", *parts[count:], *filter(None, [after])])
    return None


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[._]", " ", folded(name)).split())


def _first(name: str) -> str:
    return _plain(name).partition(" ")[0]


def _listed(names: Iterable[str], *, joined_by: str) -> str:
    return format_list([_shown(name) for name in names], joined_by=joined_by)


def _shown(name: str) -> str:
    return name.replace("`", "")  # views let backticks through as Slack's markup


def _example(name: str) -> str:
    return f"/ect log with {_shown(name)} 14:00 50m"


def _mentioned(match: re.Match[str], context: Context) -> Pieces:
    person = PersonId(match["person"])
    if person not in context.names:
        handle = f"@{match['handle']}" if match["handle"] else "The person you mention"
        raise _not_an_ect(handle, context.names)
    return (Who(person),)


def _handled(match: re.Match[str], context: Context) -> Pieces:
    found = longest_name(match["name"], context.names)
    if found is None:
        raise _not_an_ect(f"@{match['name'].partition(' ')[0]}", context.names)
    return found


def _accompanied(match: re.Match[str], context: Context) -> Pieces:
    return longest_name(match["name"], context.names) or ()


def _not_an_ect(said: str, names: Mapping[PersonId, str]) -> Unclear:
    sentence = f"{_shown(said)} isn't one of your ECTs."
    if not names:
        return Unclear(sentence)
    return Unclear(
        # Not "you mentor": the last session with an ECT who has another mentor by now
        # can still be logged.
        f"{sentence} Did you mean {_listed(names.values(), joined_by='or')}?",
        example=_example(next(iter(names.values()))),
    )


def _linked(match: re.Match[str], _context: Context) -> Pieces:
    return (Kept(match["label"] or match["target"]),)


NAME_ROWS = (
    Row(re.compile(MENTION), _mentioned),
    # A channel or a link as Slack writes it: no date or time is read inside it.
    Row(re.compile(r"<[@#!]?(?P<target>[^<>|]+)(?:\|(?P<label>[^<>]*))?>"), _linked),
    Row(re.compile(rf"(?<![\w@])@(?!noon|midday)(?P<name>{_NAME})"), _handled),
    Row(
        re.compile(rf"\b(?:with|w/) ?(?<=[ /])(?P<name>{_NAME})", re.IGNORECASE),
        _accompanied,
    ),
)
