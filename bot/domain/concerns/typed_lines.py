"""Whether words typed without `/ect` are one of its lines, or something said.

"time lost cover" is a line; "time is all I ask for" is something said. In any doubt it
was said: what somebody says is kept nowhere, while a line is, and an ECT may see it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.concerns.chat import is_worrying
from bot.domain.entitlement.time_off import is_about_a_week
from bot.domain.entitlement.training import TrainingLine, read_training_line
from bot.domain.kernel.record import PersonId
from bot.domain.planning.plan_line import PlanLine, read_plan_line
from bot.domain.sessions.focus_words import focus_areas_of
from bot.domain.sessions.log_line import LogLine, begins_with_time, read_log_line
from bot.domain.sessions.typed_line.names import longest_name
from bot.domain.sessions.typed_line.parts import Unclear, pattern

_OF_ONESELF = pattern(r"\b(?:i|im|me|my|mine|myself)\b")
_SENTENCE = pattern(
    r"\b(?:am|is|are|was|were|be|been|has|have|not|never|too)\b|n['’]t\b"
)


@dataclass(frozen=True, slots=True)
class Typist:
    """What a line of somebody's can mean: when it is, and whom they mentor."""

    now_local: datetime
    names: Mapping[PersonId, str]  # of their ECTs
    focus_areas: tuple[str, ...]


def is_line(word: str, text: str, typist: Typist) -> bool:
    """Whether *text*, typed after the *word* of a command, is one of its lines."""
    reads = _LINES.get(word)
    if reads is None or text.endswith("?") or is_worrying(text):
        return False
    return not _OF_ONESELF.search(text) and reads(text, typist)


def _training(text: str, typist: Typist) -> bool:
    read = read_training_line(text, now_local=typist.now_local)
    return isinstance(read, TrainingLine) or _begins_one(text, typist)


def _plan(text: str, typist: Typist) -> bool:
    read = read_plan_line(text, now_local=typist.now_local, names=typist.names)
    if isinstance(read, PlanLine):  # "plan to meet" says nothing of when
        return read.is_series or bool(read.day or read.start)
    return _begins_one(text, typist)


def _begins_one(text: str, typist: Typist) -> bool:
    """Whether a line that holds no words, and cannot be read whole, is still one.

    It is then refused with what is wrong in it, as after `/ect`. Whoever mentors nobody
    has no use for such a line, so theirs was said.
    """
    has_number = any(letter.isdigit() for letter in text)
    is_sentence = _SENTENCE.search(text) is not None
    begins = begins_with_time(text, typist.now_local, typist.names)
    return bool(typist.names) and has_number and begins and not is_sentence


def _log(text: str, typist: Typist) -> bool:
    return _with_note(text, typist, typist.focus_areas)


def _drop_in(text: str, typist: Typist) -> bool:
    return _with_note(text, typist, ())


def _with_note(text: str, typist: Typist, focus_areas: tuple[str, ...]) -> bool:
    """Whether it begins as a line does, with a time; a note is a mentor's alone.

    Beginning with a name or a focus area is not enough: "log Tom is rude".
    """
    now, names = typist.now_local, typist.names
    begins = begins_with_time(text, now, names)
    read = read_log_line(
        text, today=now.date(), now_local=now, names=names, focus_areas=focus_areas
    )
    if not isinstance(read, LogLine):
        return begins and bool(names)
    if not read.note:
        return True
    says_when = bool(read.day or read.start or read.minutes)
    named = _names_someone(text, names) or focus_areas_of(focus_areas).lead(text)
    return bool(names) and (begins or (says_when and named))


def _names_someone(text: str, names: Mapping[PersonId, str]) -> bool:
    try:
        return longest_name(text.removeprefix("with "), names) is not None
    except Unclear:  # two have that first name
        return True


_LINES: dict[str, Callable[[str, Typist], bool]] = {
    "log": _log,
    "dropin": _drop_in,
    "time": lambda text, typist: is_about_a_week(text, now_local=typist.now_local),
    "training": _training,
    "plan": _plan,
    "setup": lambda text, _typist: text.lower() == "another",
}
WITH_LINES = frozenset(_LINES)
