"""Whether a message may be shown to its reader, asked at the moment when it is drawn.

One place for every kind of message and of reminder: who has left, has another role or
was taken off the list since it was made sees no more of it than `access` allows now.
"""

from collections.abc import Callable

from bot.domain.kernel.access import Action, Subject, is_allowed, standings
from bot.domain.kernel.record import PairingId, PersonId
from bot.domain.outbox.notices import About, Notice, NoticeKind
from bot.domain.people.member import Member, Role
from bot.domain.reminders.nudges import Nudge, NudgeKind
from bot.domain.school.profile import School
from bot.domain.sessions.records import Session
from bot.ports.kinds import (
    CONCERNS,
    DROP_INS,
    MEMBERS,
    MEMBERS_OF_SCHOOL,
    PAIRINGS,
    PLAN_CHANGES,
    SESSIONS,
    TRAINING_ENTRIES,
)
from bot.ports.store import Reading

_Rule = Callable[[Reading, str, Member, Action], bool]


def may_be_shown(records: Reading, notice: Notice) -> bool:
    """Whether a message may be drawn for its reader as things stand now."""
    place = records.get(MEMBERS, f"{notice.school}/{notice.reader}")
    kind = notice.kind
    if place is None:
        return False
    if kind.to is None:
        role = notice.subject.partition("|")[2]
        return kind.about is not About.ROLE or Role(role) in place.roles
    return _BY_SUBJECT[kind.about](records, notice.subject, place, kind.to)


def may_be_reminded(records: Reading, nudge: Nudge) -> bool:
    """Whether the reader of a reminder may be told of what it is about."""
    place = records.get(MEMBERS, f"{nudge.school}/{nudge.reader}")
    if place is None:
        return False
    if nudge.kind is NudgeKind.UPCOMING:
        return True  # each session of the day is asked about by itself
    rule, to = _OF_NUDGES[nudge.kind]
    return rule(records, nudge.subject, place, to)


def may_see_session(records: Reading, session: Session, person: PersonId) -> bool:
    """Whether somebody may see that a session is, and when."""
    place = records.get(MEMBERS, f"{session.school}/{person}")
    facts = Action.READ_SESSION_FACTS
    return place is not None and _pairing(records, session.pairing, place, facts)


def who_sees_to(
    records: Reading,
    school: School,
    kind: NoticeKind,
    *,
    but_not: PersonId | None = None,
) -> Member | None:
    """Return who is told something that is the school's own to see to.

    That is whom people ask there or, if that one may not see to it, who else may.
    """
    members = records.find(MEMBERS_OF_SCHOOL, school.id)
    others = [m for m in members if m.person != but_not]
    may = [m for m in others if kind.to and _may(m, Subject(), kind.to)]
    first = [one for one in may if one.person == school.ask]
    return next(iter([*first, *may]), None)


def _may(place: Member, subject: Subject, to: Action) -> bool:
    return is_allowed(to, standings(place.person, [place], subject))


def _pairing(records: Reading, name: str, place: Member, to: Action) -> bool:
    pairing = records.get(PAIRINGS, PairingId(name))
    return pairing is not None and _may(place, Subject(pairing=pairing), to)


def _session(records: Reading, name: str, place: Member, to: Action) -> bool:
    session = records.get(SESSIONS, name)
    return session is not None and _pairing(records, session.pairing, place, to)


def _pairing_of_week(records: Reading, name: str, place: Member, to: Action) -> bool:
    """Ask about the pairing whose week a reminder is about."""
    return _pairing(records, name.rpartition("|")[0], place, to)


def _drop_in(records: Reading, name: str, place: Member, to: Action) -> bool:
    drop_in = records.get(DROP_INS, name)
    return drop_in is not None and _pairing(records, drop_in.pairing, place, to)


def _plans(records: Reading, name: str, place: Member, to: Action) -> bool:
    change = records.get(PLAN_CHANGES, name)
    return change is not None and _pairing(records, change.pairing, place, to)


def _new_pairing(records: Reading, name: str, place: Member, to: Action) -> bool:
    # Where the pairing was undone, the message says that and nothing else.
    is_gone = records.get(PAIRINGS, PairingId(name)) is None
    return is_gone or _pairing(records, name, place, to)


def _concern(records: Reading, name: str, place: Member, to: Action) -> bool:
    concern = records.get(CONCERNS, name)
    return concern is not None and _may(place, Subject(concern=concern), to)


def _own_training(records: Reading, name: str, place: Member, to: Action) -> bool:
    entry = records.get(TRAINING_ENTRIES, name)
    is_own = entry is not None and entry.person == place.person
    return is_own and _may(place, Subject(), to)


def _school(_records: Reading, _name: str, place: Member, to: Action) -> bool:
    return _may(place, Subject(), to)


_BY_SUBJECT: dict[About, _Rule] = {
    About.SESSION: _session,
    About.DROP_IN: _drop_in,
    About.TRAINING: _own_training,
    About.PLANS: _plans,
    About.PAIRING: _pairing,
    About.NEW_PAIRING: _new_pairing,
    About.CONCERN: _concern,
    About.SCHOOL: _school,
}
_OF_NUDGES: dict[NudgeKind, tuple[_Rule, Action]] = {
    NudgeKind.HOUR_BEFORE: (_session, Action.READ_SESSION_FACTS),
    NudgeKind.LOG_IT: (_session, Action.CHANGE_SESSION),
    NudgeKind.NOTHING_PLANNED: (_pairing_of_week, Action.LOG_SESSION),
    NudgeKind.WEEK_AHEAD: (_school, Action.LOOK_CLOSER),
    NudgeKind.GAP: (_school, Action.LOOK_CLOSER),
    NudgeKind.DIGEST: (_school, Action.LOOK_CLOSER),
    NudgeKind.REVIEW: (_school, Action.LOOK_CLOSER),
    NudgeKind.TRAINING: (_school, Action.NOTE_TRAINING),
}
