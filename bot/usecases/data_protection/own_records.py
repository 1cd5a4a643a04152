"""Which records are somebody's own, and what of each they are shown.

Every kind has its line in SHOWN; a new one without it fails tests/test_purposes.py.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import msgspec

from bot.domain.concerns.records import Happening
from bot.domain.kernel.history import OF_THE_FLAG
from bot.domain.kernel.record import PersonId
from bot.ports import kinds
from bot.ports.bundle import Ports
from bot.ports.store import Kind, Reading
from bot.usecases.concerns.people_around import reader_is_shut_out
from bot.usecases.concerns.reading import may_read
from bot.usecases.data_protection.naming import is_named, namer
from bot.usecases.people.roster_writing import entry_name

_Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Me:
    """Who asks, and what is theirs in more ways than by name."""

    person: PersonId
    id: re.Pattern[str]
    name: re.Pattern[str] | None
    mentored: frozenset[str]  # pairings in which they are the mentor
    pairings: frozenset[str]  # those, and those in which they are the ECT
    sessions: frozenset[str]  # of these pairings
    shut_out_of: frozenset[str]  # concerns, as their writer's mentor by now


def who_asks(ports: Ports, records: Reading, person: PersonId) -> Me:
    """Return who somebody is to the records."""
    # Read at once: what belongs to a session or a concern looks it up again.
    sessions = list(records.every(kinds.SESSIONS))
    list(records.every(kinds.CONCERNS))
    as_mentor = {p.id for p in records.find(kinds.PAIRINGS_OF_MENTOR, person)}
    pairings = as_mentor | {p.id for p in records.find(kinds.PAIRINGS_OF_ECT, person)}
    return Me(
        person=person,
        id=namer(person),
        name=_name_of(records, person),
        mentored=frozenset(as_mentor),
        pairings=frozenset(pairings),
        sessions=frozenset(s.id for s in sessions if s.pairing in pairings),
        shut_out_of=frozenset(
            concern.id
            for concern in records.find(kinds.CONCERNS_WITH, person)
            if reader_is_shut_out(ports, records, concern)
        ),
    )


def _name_of(records: Reading, person: PersonId) -> re.Pattern[str] | None:
    """Return what finds somebody by name, in a contact that carries no id."""
    names = {m.name for m in records.find(kinds.MEMBERS_OF_PERSON, person)}
    names |= {
        founder.name
        for set_up in records.every(kinds.SET_UPS)
        for founder in set_up.founders
        if founder.person == person
    }
    return namer(*names) if any(names) else None


def _named(_records: Reading, me: Me, record: Any) -> bool:
    return is_named(record, me.id)


def _is_called(_records: Reading, me: Me, record: Any) -> bool:
    """Whether it names them by id, or as somebody to turn to, by name alone."""
    is_contact = me.name is not None and any(_contacts(me, msgspec.to_builtins(record)))
    return is_contact or is_named(record, me.id)


def _contacts(me: Me, value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield whom one can turn to, of those who are called as they are."""
    if isinstance(value, dict):
        if "reach" in value and me.name is not None and me.name.search(value["name"]):
            yield value
        else:
            for part in value.values():
                yield from _contacts(me, part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _contacts(me, part)


def _of_pairing(_records: Reading, me: Me, record: Any) -> bool:
    return record.pairing in me.pairings


def _of_mentored(_records: Reading, me: Me, record: Any) -> bool:
    return record.by == me.person or record.pairing in me.mentored


def _flag(records: Reading, me: Me, flag: Any) -> bool:
    """Leave flags to the mentor and the induction tutor: they are between these."""
    session = records.get(kinds.SESSIONS, flag.session)
    is_mentors = session is not None and session.pairing in me.mentored
    return is_mentors or me.person in {flag.tutor, flag.answered_by}


def _act(records: Reading, me: Me, act: Any) -> bool:
    if act.subject not in me.sessions:
        is_about_me = act.subject == entry_name(act.school, me.person)
        return bool(act.by == me.person or is_about_me)
    session = records.get(kinds.SESSIONS, act.subject)
    is_mentors = session is not None and session.pairing in me.mentored
    return act.by == me.person or is_mentors or act.did not in OF_THE_FLAG


def _concern(_records: Reading, me: Me, concern: Any) -> bool:
    return concern.writer == me.person or me.person in concern.had


def _event(records: Reading, me: Me, event: Any) -> bool:
    concern = records.get(kinds.CONCERNS, event.concern)
    wrote_it = concern is not None and concern.writer == me.person
    return wrote_it or event.by == me.person


def _words(records: Reading, me: Me, words: Any) -> bool:
    """Give a reader their own words alone: the writer's are not about the reader."""
    concern = records.get(kinds.CONCERNS, words.concern)
    if concern is not None and concern.writer == me.person:
        return may_read(concern, words, me.person)
    return bool(words.author == me.person)


def _is_me(field: str) -> "_Mine":
    return lambda _records, me, record: getattr(record, field) == me.person


def _whole(_records: Reading, _me: Me, _record: Any, document: _Document) -> _Document:
    return document


def _without(document: _Document, fields: Collection[str]) -> _Document:
    return {name: value for name, value in document.items() if name not in fields}


def _of_school(
    _records: Reading, me: Me, _record: Any, document: _Document
) -> _Document:
    """Show of a school's settings, or of its set-up, what is about one person."""
    mine: dict[str, Any] = {"school": document.get("school") or document["id"]}
    if document.get("ask") == me.person:
        mine["ask"] = me.person
    founders = [f for f in document.get("founders", ()) if f["person"] == me.person]
    if founders:
        mine["founders"] = founders
    contacts = list(_contacts(me, document))
    return mine | ({"contacts": contacts} if contacts else {})


def _of_step(_records: Reading, me: Me, _record: Any, document: _Document) -> _Document:
    """Show who answered a step of the set-up, and of the answers what is about me."""
    mine = {name: document[name] for name in ("id", "school", "by", "at", "step")}
    for name in ("before", "after"):
        contacts = list(_contacts(me, document[name]))
        if contacts:
            mine[name] = contacts
    return mine


def _of_concern(
    records: Reading, me: Me, concern: Any, document: _Document
) -> _Document:
    """Show a reader their own turns, and how it stands while they may read it."""
    if concern.writer == me.person:
        return document
    has_it = concern.reader == me.person and concern.id not in me.shut_out_of
    now = _OF_THE_READER if has_it else ()
    return {name: document[name] for name in ("id", "school", *now)} | {
        "turns": _turns(records, concern, me.person)
    }


def _turns(records: Reading, concern: Any, reader: PersonId) -> list[dict[str, Any]]:
    """Return from when to when a concern was with a reader."""
    turns: list[dict[str, Any]] = []
    for event in records.find(kinds.EVENTS_OF_CONCERN, concern.id):
        if event.step is None and event.what not in _ENDS:
            continue
        is_mine = event.step is not None and event.step.reader == reader
        is_open = bool(turns) and "until" not in turns[-1]
        at = msgspec.to_builtins(event.at)
        if is_mine and not is_open:
            turns.append({"since": at})
        elif is_open and not is_mine:
            turns[-1]["until"] = at
    return turns


def _of_writer_or_reader(
    records: Reading, me: Me, record: Any, document: _Document
) -> _Document:
    """Leave out for a reader how much else has happened to a concern."""
    concern = records.get(kinds.CONCERNS, record.concern)
    wrote_it = concern is not None and concern.writer == me.person
    return document if wrote_it else _without(document, ("number",))


def _of_change(
    _records: Reading, me: Me, change: Any, document: _Document
) -> _Document:
    """Leave out the entries of other people."""
    return document if change.about == me.person else _without(document, ("images",))


def _of_audit(_records: Reading, _me: Me, entry: Any, document: _Document) -> _Document:
    # Not its number: by that one would see how much others have done in between.
    shown = {name: document[name] for name in ("at", "what")}
    return shown | {"subject": entry.subject.value}


_Mine = Callable[[Reading, Me, Any], bool]
_Draw = Callable[[Reading, Me, Any, _Document], _Document]
_ENDS = frozenset({Happening.ADVISED, Happening.CONFIRMED, Happening.WITHDRAWN})
_OF_THE_READER = (
    *("writer", "stage", "since", "seen_by", "answer_by"),
    *("seen_at", "taken_at", "answered_at", "reminders"),
)
# What delivery counts: of a former reader's message it would tell what happens still.
_OF_DELIVERY = ("wanted", "shown", "tries", "claimed_until", "may_be_posted")


@dataclass(frozen=True, slots=True)
class Shown:
    """Whose a record of one kind is, and what of it they are shown."""

    is_mine: _Mine
    drawn: _Draw = _whole


_NAMED, _NOBODYS = Shown(_named), Shown(lambda _records, _me, _record: False)
SHOWN: Mapping[Kind[Any], Shown] = MappingProxyType(
    {
        kinds.SCHOOLS: Shown(_is_called, _of_school),
        kinds.SET_UPS: Shown(_is_called, _of_school),
        kinds.SET_UP_CHANGES: Shown(_is_called, _of_step),
        kinds.MEMBERS: _NAMED,
        kinds.INDUCTIONS: Shown(_is_me("ect")),
        kinds.PAIRINGS: _NAMED,
        kinds.SESSIONS: _NAMED,
        kinds.SERIES: _NAMED,
        kinds.PLAN_CHANGES: _NAMED,
        kinds.NOTES: Shown(_of_pairing),
        kinds.NEXT_STEPS: Shown(_of_pairing),
        kinds.DROP_INS: _NAMED,
        kinds.DROP_IN_WORDS: Shown(_of_pairing),
        kinds.TIME_OFF: _NAMED,
        kinds.TRAININGS: _NAMED,
        kinds.TRAINING_ENTRIES: _NAMED,
        kinds.FLAGS: Shown(_flag),
        kinds.NOTICES: Shown(
            _is_me("reader"), lambda *given: _without(given[-1], _OF_DELIVERY)
        ),
        kinds.CONCERNS: Shown(_concern, _of_concern),
        kinds.CONCERN_EVENTS: Shown(_event, _of_writer_or_reader),
        kinds.CONCERN_WORDS: Shown(_words, _of_writer_or_reader),
        kinds.NUDGES: Shown(_is_me("reader")),
        kinds.PREFERENCES: _NAMED,
        kinds.MISSED: Shown(_of_mentored),
        kinds.CONFIRMATIONS: Shown(_of_pairing),
        kinds.SWEEPS: _NOBODYS,
        kinds.HEARTBEATS: _NOBODYS,
        kinds.JOB_TROUBLES: _NOBODYS,
        kinds.CALENDAR_FEEDS: _NAMED,
        kinds.TIMETABLES: _NAMED,
        kinds.ACTS: Shown(_act),
        kinds.ROSTER_CHANGES: Shown(_named, _of_change),
        kinds.EARLIER_NOTES: _NAMED,
        kinds.BOTH_ROLES: _NAMED,
        kinds.AUDIT: Shown(
            lambda _records, me, entry: entry.by.value == me.person, _of_audit
        ),
        kinds.AUDIT_STARTS: _NOBODYS,
        kinds.CLEARANCES: _NOBODYS,
        kinds.CLAIMS: _NOBODYS,
        kinds.HOLDS: _NAMED,
        kinds.RESTORES: _NOBODYS,
        kinds.PLACES: _NOBODYS,
        kinds.INSTALLATIONS: _NOBODYS,
        kinds.INSTALL_STATES: _NOBODYS,
    }
)
