"""The report of a year: each message with its time, its reader and its reason."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from io import StringIO

from bot.documents.csv_table import neutral
from bot.domain.kernel.guidance import rule
from bot.domain.kernel.record import PersonId
from bot.domain.outbox.notices import About, NoticeKind
from bot.domain.reminders.nudges import RULE_OF, NudgeKind
from bot.sandbox.recording import Drawn
from bot.sandbox.year.running import Year
from bot.views.reminders.nudge_preferences import KIND_WORDS

_RULES = {
    NoticeKind.FIRST_CONTACT: "R5",
    NoticeKind.SERIES_CHANGED: "R7",
    NoticeKind.NOT_THEN: "R7",
    NoticeKind.SESSION_LOGGED: "R2",
    NoticeKind.DROP_IN_RECEIPT: "R3",
    NoticeKind.DROP_IN_NOTED: "R3",
    NoticeKind.TRAINING_RECEIPT: "R6",
    NoticeKind.CORRECTION_ASKED: "R2",
    NoticeKind.TALK_ASKED: "R8",
    NoticeKind.OUT_OF_HOURS: "R8",
    NoticeKind.CONCERN_CAME: "R10",
    NoticeKind.CONCERN_REMINDER: "R10",
    NoticeKind.CONCERN_QUESTION: "R10",
    NoticeKind.CONCERN_NEWS: "R10",
    NoticeKind.CONCERN_PASSED_ON: "R10",
    NoticeKind.CONCERN_ADVICE: "R11",
}
_WORDS = {
    NoticeKind.SESSION_RECEIPT: "The receipt of what its reader did",
    NoticeKind.SERIES_CHANGED: "A series of sessions was moved or called off",
    NoticeKind.NOT_THEN: "A session that was reminded of is not then",
    NoticeKind.SESSION_LOGGED: "A session was logged",
    NoticeKind.DROP_IN_RECEIPT: "The receipt of what its reader did",
    NoticeKind.DROP_IN_NOTED: "A drop-in was noted",
    NoticeKind.TRAINING_RECEIPT: "The receipt of what its reader did",
    NoticeKind.CORRECTION_ASKED: "The ECT remembers a session differently",
    NoticeKind.TALK_ASKED: "The induction tutor would like to talk",
    NoticeKind.OUT_OF_HOURS: "A session lies outside teaching hours",
    NoticeKind.TUTOR_NEEDED: "No induction tutor is there",
    NoticeKind.UNREACHED: "Somebody cannot be reached in Slack",
    NoticeKind.NOT_SHOWN: "A message could not be put together",
    NoticeKind.FIRST_CONTACT: "The first contact: what I do, and who sees what",
    NoticeKind.TERMS_END: "The last known term is near its end",
    NoticeKind.CONTACTS_OLD: "A year since the contacts were checked",
    NoticeKind.PAST_TIME: "Something is kept for longer than the school wants",
}
_CONCERN = "A concern, and what its writer or reader can do"
_SAYS_MAX_CHARS = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One message of the report."""

    when: str  # local: "2026-11-10 15:30"
    weekday: str
    reader: str
    kind: str
    says: str
    why: str


def rows(year: Year) -> Iterator[Row]:
    """Yield each message that was posted, in order."""
    names = {member.person: member.name for member in year.members}
    for message in posted(year):
        local = year.calendar.local(message.at)
        kinds, words, rules = _reason(message)
        yield Row(
            when=f"{local:%Y-%m-%d %H:%M}",
            weekday=f"{local:%a}",
            reader=names.get(message.to, message.to),
            kind=" + ".join(kinds),
            says=" / ".join(message.text.split("\n"))[:_SAYS_MAX_CHARS],
            why="; ".join([*words, *(f"{one}: {rule(one).says}" for one in rules)]),
        )


def as_csv(year: Year) -> str:
    """Return the report as a table that spreadsheets open."""
    out = StringIO()
    writer = csv.DictWriter(out, [field.name for field in fields(Row)])
    writer.writeheader()
    for row in rows(year):
        writer.writerow({name: neutral(cell) for name, cell in asdict(row).items()})
    return out.getvalue()


def counted(year: Year) -> dict[str, Counter[str]]:
    """Count the messages per reader and kind; one that holds two kinds is in both."""
    names = {member.person: member.name for member in year.members}
    found: dict[str, Counter[str]] = {}
    for message in posted(year):
        kinds, _words, _rules = _reason(message)
        found.setdefault(names.get(message.to, message.to), Counter()).update(kinds)
    return dict(sorted(found.items()))


def posted(year: Year) -> list[Drawn]:
    """Return the messages as they came, without how they were drawn anew later."""
    return [message for message in year.drawn if message.is_new]


def is_unprompted(message: Drawn) -> bool:
    """Whether a message came without its reader having done something just then."""
    return not message.content.kind.is_answer


def nudge_kinds(message: Drawn) -> tuple[NudgeKind, ...]:
    """Return the kinds of reminders that a message holds."""
    found = message.content
    if found.kind.about is not About.REMINDERS:
        return ()
    return tuple(dict.fromkeys(one.nudge.kind for one in found.shown.shown))


def sent_to(year: Year) -> dict[PersonId, list[Drawn]]:
    """Return each reader's unprompted messages."""
    found: dict[PersonId, list[Drawn]] = {}
    for message in posted(year):
        if is_unprompted(message):
            found.setdefault(message.to, []).append(message)
    return found


def _reason(message: Drawn) -> tuple[list[str], list[str], list[str]]:
    """Return the kinds of a message, why it came, and the rules behind it."""
    nudges = nudge_kinds(message)
    if nudges:
        return (
            [kind.value for kind in nudges],
            [KIND_WORDS[kind] for kind in nudges],
            list(dict.fromkeys(RULE_OF[kind] for kind in nudges)),
        )
    kind = message.content.kind
    rules = [_RULES[kind]] if kind in _RULES else []
    return [kind.value], [_WORDS.get(kind, _CONCERN)], rules
