"""What is held about somebody, for themselves: everything but other people's words.

It takes no standing and no id: it is always of whoever asks. Source: UK GDPR, article
15; Data Protection Act 2018, schedule 2, paragraph 16 (other people in the records).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from bot.domain.acts import OF_THE_FLAG
from bot.domain.audit import Saw
from bot.domain.record import PersonId, Record
from bot.domain.results.own_data import OwnData, OwnPart
from bot.domain.retention import Keep, Retention
from bot.ports import kinds
from bot.ports.bundle import Actor, Ports
from bot.ports.purposes import PURPOSES
from bot.ports.store import Kind, Reading
from bot.ports.vault import Vault
from bot.usecases.audit import audit
from bot.usecases.concern_reading import may_read
from bot.usecases.naming import is_named, namer
from bot.usecases.resealing import sealed_in
from bot.usecases.sealed_words import shown

_ABOUT_NOBODY = frozenset({Keep.SCHOOL, Keep.MACHINE})


@dataclass(frozen=True, slots=True)
class _Me:
    """Who asks, and what is theirs in more ways than by name."""

    person: PersonId
    names: re.Pattern[str]
    mentored: frozenset[str]  # pairings in which they are the mentor
    pairings: frozenset[str]  # those, and those in which they are the ECT
    sessions: frozenset[str]  # of these pairings


def own_data(ports: Ports, actor: Actor) -> OwnData:
    """Gather all that is held about the actor; that they looked is in the audit.

    Left out are other people's words, and that a concern is about somebody, which its
    writer alone decides on: whoever wants more asks the school, and a person decides.
    """
    with ports.store.snapshot(actor.team) as records:
        own = _gathered(ports, records, actor)
    with ports.store.transaction(actor.team) as records:
        audit(ports, records, Saw.OWN_DATA, by=actor.person, subject=actor.person)
    return own


def _gathered(ports: Ports, records: Reading, actor: Actor) -> OwnData:
    me = _me(records, actor.person)
    parts = [
        OwnPart(
            kind=kind.name,
            why=purpose.why,
            keep=purpose.keep,
            records=tuple(
                _document(ports.vault, records, kind, record, me=me)
                for record in records.every(kind)
                if _is_mine(records, me, kind, record)
            ),
        )
        for kind, purpose in PURPOSES.items()
    ]
    schools = list(records.every(kinds.SCHOOLS))
    own = {m.school for m in records.find(kinds.MEMBERS_OF_PERSON, actor.person)}
    return OwnData(
        person=actor.person,
        made_at=ports.clock.now(),
        ask=tuple(
            (s.name, s.ask)
            for s in schools
            if s.id in own or (not own and len(schools) == 1)
        ),
        retention=next((s.retention for s in schools if s.id in own), Retention()),
        parts=tuple(part for part in parts if part.records),
        names={m.person: m.name for m in records.every(kinds.MEMBERS)},
    )


def _me(records: Reading, person: PersonId) -> _Me:
    # Read at once: what belongs to a session or a concern looks it up again.
    sessions = list(records.every(kinds.SESSIONS))
    list(records.every(kinds.CONCERNS))
    as_mentor = {p.id for p in records.find(kinds.PAIRINGS_OF_MENTOR, person)}
    pairings = as_mentor | {p.id for p in records.find(kinds.PAIRINGS_OF_ECT, person)}
    return _Me(
        person=person,
        names=namer(person),
        mentored=frozenset(as_mentor),
        pairings=frozenset(pairings),
        sessions=frozenset(s.id for s in sessions if s.pairing in pairings),
    )


def _is_mine(records: Reading, me: _Me, kind: Kind[Any], record: Any) -> bool:
    if PURPOSES[kind].keep in _ABOUT_NOBODY:
        return False
    rule = _RULES.get(kind)
    return rule(records, me, record) if rule else is_named(record, me.names)


def _of_pairing(_records: Reading, me: _Me, record: Any) -> bool:
    return record.pairing in me.pairings


def _of_mentored(_records: Reading, me: _Me, record: Any) -> bool:
    return record.by == me.person or record.pairing in me.mentored


def _flag(records: Reading, me: _Me, flag: Any) -> bool:
    """Leave flags to the mentor and the induction tutor: they are between these."""
    session = records.get(kinds.SESSIONS, flag.session)
    is_mentors = session is not None and session.pairing in me.mentored
    return is_mentors or me.person in {flag.tutor, flag.answered_by}


def _act(records: Reading, me: _Me, act: Any) -> bool:
    if act.by == me.person or act.subject not in me.sessions:
        return bool(act.by == me.person)
    session = records.get(kinds.SESSIONS, act.subject)
    is_mentors = session is not None and session.pairing in me.mentored
    return is_mentors or act.did not in OF_THE_FLAG


def _concern(_records: Reading, me: _Me, concern: Any) -> bool:
    return concern.writer == me.person or me.person in concern.had


def _event(records: Reading, me: _Me, event: Any) -> bool:
    concern = records.get(kinds.CONCERNS, event.concern)
    wrote_it = concern is not None and concern.writer == me.person
    return wrote_it or event.by == me.person


def _words(records: Reading, me: _Me, words: Any) -> bool:
    """Give a reader their own words alone: the writer's are not about the reader."""
    concern = records.get(kinds.CONCERNS, words.concern)
    if concern is not None and concern.writer == me.person:
        return may_read(concern, words, me.person)
    return bool(words.author == me.person)


def _induction(_records: Reading, me: _Me, induction: Any) -> bool:
    return bool(induction.ect == me.person)


def _notice(_records: Reading, me: _Me, notice: Any) -> bool:
    return bool(notice.reader == me.person)


def _entry(_records: Reading, me: _Me, entry: Any) -> bool:
    return bool(entry.by.value == me.person)


# Where "names the person" would be too much or too little.
_RULES: dict[Kind[Any], Callable[[Reading, _Me, Any], bool]] = {
    kinds.NOTES: _of_pairing,
    kinds.NEXT_STEPS: _of_pairing,
    kinds.DROP_IN_WORDS: _of_pairing,
    kinds.CONFIRMATIONS: _of_pairing,
    kinds.MISSED: _of_mentored,
    kinds.FLAGS: _flag,
    kinds.ACTS: _act,
    kinds.CONCERNS: _concern,
    kinds.CONCERN_EVENTS: _event,
    kinds.CONCERN_WORDS: _words,
    kinds.INDUCTIONS: _induction,
    kinds.NOTICES: _notice,
    kinds.NUDGES: _notice,
    kinds.AUDIT: _entry,
}
_NOT_FOR_READERS = ("about", "pass_on_to", "had", "topic", "asked", "asked_at")


def _document(
    vault: Vault, records: Reading, kind: Kind[Any], record: Record, *, me: _Me
) -> Mapping[str, Any]:
    """Return a record as plain values, its sealed words opened."""
    document: dict[str, Any] = msgspec.to_builtins(record)
    for name in sealed_in(kind, record):
        document[name] = shown(vault, records, kind, record, field=name)
    if kind is kinds.CONCERNS and document["writer"] != me.person:
        return {k: v for k, v in document.items() if k not in _NOT_FOR_READERS}
    if kind is kinds.ROSTER_CHANGES and document["about"] != me.person:
        document.pop("images")  # entries of other people
    if kind is kinds.SET_UP_CHANGES:
        return {k: v for k, v in document.items() if k not in {"before", "after"}}
    if kind is kinds.AUDIT:
        # Not its number: by that one would see how much others have done in between.
        return {name: document[name] for name in ("at", "what")} | {
            "subject": document["subject"]["value"]
        }
    return document
