"""Whether a message may be shown to its reader, asked at the moment when it is drawn.

One place for every kind of message and of reminder: who has left, has another role or
was taken off the list since it was made sees no more of it than `access` allows now.
"""

from collections.abc import Callable
from typing import TypeVar

from bot.domain.kernel.access import Action, Subject, is_allowed, standings
from bot.domain.kernel.record import PairingId, PersonId
from bot.domain.outbox.notices import Notice, NoticeKind
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

T = TypeVar("T", Notice, Nudge)
_Rule = Callable[[Reading, T, Member], bool]


def may_be_shown(records: Reading, notice: Notice) -> bool:
    """Whether a message may be drawn for its reader as things stand now."""
    place = records.get(MEMBERS, f"{notice.school}/{notice.reader}")
    return place is not None and _RULES[notice.kind](records, notice, place)


def may_be_reminded(records: Reading, nudge: Nudge) -> bool:
    """Whether the reader of a reminder may be told of what it is about."""
    place = records.get(MEMBERS, f"{nudge.school}/{nudge.reader}")
    return place is not None and _OF_NUDGES[nudge.kind](records, nudge, place)


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
    to = OF_THE_SCHOOL[kind]
    may = [m for m in members if m.person != but_not and _may(m, Subject(), to)]
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


def _at_school(to: Action) -> Callable[[Reading, T, Member], bool]:
    return lambda _records, _about, place: _may(place, Subject(), to)


def _of_session(to: Action) -> Callable[[Reading, T, Member], bool]:
    return lambda records, about, place: _session(records, about.subject, place, to)


def _of_pairing(to: Action) -> _Rule[Nudge]:
    """Ask of the pairing whose week a reminder is about."""

    def rule(records: Reading, nudge: Nudge, place: Member) -> bool:
        return _pairing(records, nudge.subject.rpartition("|")[0], place, to)

    return rule


def _of_drop_in(records: Reading, notice: Notice, place: Member) -> bool:
    drop_in = records.get(DROP_INS, notice.subject)
    words = Action.READ_DROP_IN_WORDS
    return drop_in is not None and _pairing(records, drop_in.pairing, place, words)


def _of_change(to: Action) -> _Rule[Notice]:
    def rule(records: Reading, notice: Notice, place: Member) -> bool:
        change = records.get(PLAN_CHANGES, notice.subject)
        return change is not None and _pairing(records, change.pairing, place, to)

    return rule


def _of_new_mentor(to: Action) -> _Rule[Notice]:
    def rule(records: Reading, notice: Notice, place: Member) -> bool:
        # Where the pairing was taken back, the message says that and nothing else.
        is_gone = records.get(PAIRINGS, notice.subject) is None
        return is_gone or _pairing(records, notice.subject, place, to)

    return rule


def _of_concern(to: Action) -> _Rule[Notice]:
    def rule(records: Reading, notice: Notice, place: Member) -> bool:
        concern = records.get(CONCERNS, notice.subject)
        return concern is not None and _may(place, Subject(concern=concern), to)

    return rule


def _of_own_training(records: Reading, notice: Notice, place: Member) -> bool:
    entry = records.get(TRAINING_ENTRIES, notice.subject)
    is_own = entry is not None and entry.person == place.person
    return is_own and _may(place, Subject(), Action.NOTE_TRAINING)


def _in_the_role(_records: Reading, notice: Notice, place: Member) -> bool:
    return Role(notice.subject.partition("|")[2]) in place.roles


def _here(_records: Reading, _about: Notice | Nudge, _place: Member) -> bool:
    return True  # and each reminder in it is asked about by itself


# What is about a school as a whole: what its reader must be allowed to do there.
OF_THE_SCHOOL = {
    NoticeKind.OUT_OF_HOURS: Action.ANSWER_FLAG,
    NoticeKind.UNREACHED: Action.MANAGE_PEOPLE,
    NoticeKind.NOT_SHOWN: Action.MANAGE_PEOPLE,
    NoticeKind.TERMS_END: Action.SET_UP,
    NoticeKind.CONTACTS_OLD: Action.SET_UP,
    NoticeKind.PAST_TIME: Action.CLEAR_OUT,
    NoticeKind.JOB_TROUBLE: Action.MANAGE_PEOPLE,
    NoticeKind.TUTOR_NEEDED: Action.MANAGE_PEOPLE,
    NoticeKind.INDUCTION_PROMPT: Action.LOOK_CLOSER,
    NoticeKind.BOTH_ROLES_ASKED: Action.MANAGE_PEOPLE,
}
_RULES: dict[NoticeKind, _Rule[Notice]] = {
    **{kind: _at_school(action) for kind, action in OF_THE_SCHOOL.items()},
    NoticeKind.SESSION_RECEIPT: _of_session(Action.CHANGE_SESSION),
    NoticeKind.SESSION_LOGGED: _of_session(Action.READ_SESSION_WORDS),
    NoticeKind.NOT_THEN: _of_session(Action.READ_SESSION_FACTS),
    NoticeKind.CORRECTION_ASKED: _of_session(Action.CHANGE_SESSION),
    NoticeKind.TALK_ASKED: _of_session(Action.CHANGE_SESSION),
    NoticeKind.PLAN_CHANGED: _of_change(Action.CHANGE_SESSION),
    NoticeKind.SERIES_CHANGED: _of_change(Action.READ_SESSION_FACTS),
    NoticeKind.DROP_IN_RECEIPT: _of_drop_in,
    NoticeKind.DROP_IN_NOTED: _of_drop_in,
    NoticeKind.TRAINING_RECEIPT: _of_own_training,
    NoticeKind.CONCERN_RECEIPT: _of_concern(Action.CHANGE_CONCERN),
    NoticeKind.CONCERN_CAME: _of_concern(Action.ANSWER_CONCERN),
    NoticeKind.CONCERN_REMINDER: _of_concern(Action.ANSWER_CONCERN),
    NoticeKind.CONCERN_QUESTION: _of_concern(Action.CHANGE_CONCERN),
    NoticeKind.CONCERN_NEWS: _of_concern(Action.READ_CONCERN),
    NoticeKind.CONCERN_PASSED_ON: _of_concern(Action.CHANGE_CONCERN),
    NoticeKind.CONCERN_ADVICE: _of_concern(Action.CHANGE_CONCERN),
    NoticeKind.NUDGES: _here,
    NoticeKind.NUDGES_ASKED_FOR: _here,
    NoticeKind.FIRST_CONTACT: _in_the_role,
    NoticeKind.NEW_MENTOR_OF_YOURS: _of_new_mentor(Action.SHOW_EARLIER_WORDS),
    NoticeKind.NEW_ECT_OF_YOURS: _of_new_mentor(Action.READ_EARLIER_DATES),
    NoticeKind.HANDED_OVER: lambda records, notice, place: _pairing(
        records, notice.subject, place, Action.CHANGE_SESSION
    ),
}
_OF_NUDGES: dict[NudgeKind, _Rule[Nudge]] = {
    NudgeKind.UPCOMING: _here,  # each session of the day is asked about by itself
    NudgeKind.HOUR_BEFORE: _of_session(Action.READ_SESSION_FACTS),
    NudgeKind.LOG_IT: _of_session(Action.CHANGE_SESSION),
    NudgeKind.NOTHING_PLANNED: _of_pairing(Action.LOG_SESSION),
    NudgeKind.WEEK_AHEAD: _at_school(Action.LOOK_CLOSER),
    NudgeKind.GAP: _at_school(Action.LOOK_CLOSER),
    NudgeKind.DIGEST: _at_school(Action.LOOK_CLOSER),
    NudgeKind.REVIEW: _at_school(Action.LOOK_CLOSER),
    NudgeKind.TRAINING: _at_school(Action.NOTE_TRAINING),
}
