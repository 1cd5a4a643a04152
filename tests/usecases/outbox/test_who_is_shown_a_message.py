"""Every kind of message against every reader: as they are, and as they have become.

A message is made for somebody who may see what it is about. Until it is drawn, and each
time that it is drawn anew, they may have left, changed role or been taken off the list.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import msgspec
import pytest

from bot.domain.concerns.records import Topic
from bot.domain.data_protection.retention_requests import RetentionRequest
from bot.domain.entitlement.drop_ins import DropIn
from bot.domain.entitlement.training import (
    Entitlement,
    Programme,
    Training,
    TrainingEntry,
)
from bot.domain.kernel.drafts import Edit
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import (
    ConcernId,
    DropInId,
    PairingId,
    PersonId,
    SchoolId,
    SessionId,
    TrainingId,
)
from bot.domain.operations.heartbeats import JobTrouble, Trouble
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.people.member import Role
from bot.domain.people.pairings import BothRoles
from bot.domain.planning.changes import PlanChange, left
from bot.domain.reminders.nudges import Nudge, NudgeKind, NudgeState
from bot.domain.school.profile import DateSpan
from bot.domain.sessions.flags import Flag
from bot.domain.sessions.records import SessionState
from bot.ports import kinds
from bot.ports.messenger import Content
from bot.ports.store import Records
from bot.results.concerns.cards import Side
from bot.results.reminders.nudges import NudgeShown
from bot.usecases.concerns.raising import ConcernDraft, send_concern
from bot.usecases.delivery.notice_content import content_of
from bot.usecases.delivery.sending import deliver_due
from bot.usecases.kernel.claims import Delivery
from bot.usecases.people import changes
from bot.usecases.people.account_check import check_people
from bot.usecases.people.changes import PersonDraft
from bot.usecases.people.roster_settling import Target, undo_change
from bot.usecases.people.roster_writing import mark_of
from bot.usecases.reminders.nudge_content import shown_now
from bot.usecases.sessions.logging import edit_session, log_session
from tests.builders import a_draft, a_member, a_session, at
from tests.usecases.two_schools import (
    ADAM,
    BIRCHWOOD,
    EVERYBODY,
    EWA,
    HELEN,
    LILY,
    OAKFIELD,
    OMAR,
    PRIYA,
    RUTH,
    TEAM,
    XAVIER,
    Town,
)

NOW = at("2026-11-09 10:00")
PAIRING = PairingId(f"pairing-{EWA}")
HELD, PLANNED = SessionId("held"), SessionId("planned")
_TUTOR, _HEAD, _ADMIN = Role.INDUCTION_TUTOR, Role.HEADTEACHER, Role.SCHOOL_ADMIN
_LEADERS = {_TUTOR, _HEAD, _ADMIN}
_LEAD = {RUTH, XAVIER, HELEN, ADAM}
_ANY = set(Role)


@dataclass(frozen=True)
class Case:
    """Whom a message is for, and who may see what it is about."""

    subject: str
    reader: PersonId
    roles: set[Role]  # with which that reader may still be shown it
    people: set[PersonId]  # who may, as everybody is
    occasion: str = ""


def _of_session(reader: PersonId, roles: set[Role], *more: PersonId) -> Case:
    return Case(HELD, reader, roles, {reader, *more})


def _of_concern(reader: PersonId, *more: PersonId) -> Case:
    return Case("", reader, _ANY, {reader, *more}, occasion="1.1")


_FACTS = ({Role.ECT, _TUTOR}, {EWA, PRIYA, RUTH, XAVIER})
CASES: dict[NoticeKind, Case] = {
    NoticeKind.SESSION_RECEIPT: _of_session(PRIYA, {Role.MENTOR}),
    NoticeKind.SESSION_LOGGED: _of_session(EWA, {Role.ECT}, PRIYA),
    NoticeKind.NOT_THEN: Case(HELD, EWA, *_FACTS, "2026-11-02T09:00:00+00:00"),
    NoticeKind.CORRECTION_ASKED: _of_session(PRIYA, {Role.MENTOR}),
    NoticeKind.TALK_ASKED: _of_session(PRIYA, {Role.MENTOR}),
    NoticeKind.PLAN_CHANGED: Case("change", PRIYA, {Role.MENTOR}, {PRIYA}),
    NoticeKind.SERIES_CHANGED: Case("change", EWA, *_FACTS),
    NoticeKind.DROP_IN_RECEIPT: Case("drop-in", PRIYA, {Role.MENTOR}, {PRIYA, EWA}),
    NoticeKind.DROP_IN_NOTED: Case("drop-in", EWA, {Role.ECT}, {PRIYA, EWA}),
    NoticeKind.TRAINING_RECEIPT: Case("entry", PRIYA, {Role.MENTOR}, {PRIYA}),
    NoticeKind.OUT_OF_HOURS: Case(
        f"{OAKFIELD}|{RUTH}|2026-11-09", RUTH, {_TUTOR}, {RUTH, XAVIER}
    ),
    NoticeKind.CONCERN_RECEIPT: _of_concern(EWA),
    NoticeKind.CONCERN_CAME: _of_concern(RUTH),
    NoticeKind.CONCERN_REMINDER: _of_concern(RUTH),
    NoticeKind.CONCERN_QUESTION: _of_concern(EWA),
    NoticeKind.CONCERN_NEWS: _of_concern(RUTH, EWA),
    NoticeKind.CONCERN_PASSED_ON: _of_concern(EWA),
    NoticeKind.CONCERN_ADVICE: _of_concern(EWA),
    # Of reminders each is asked about by itself: below.
    NoticeKind.NUDGES: Case("round", PRIYA, _ANY, {EWA, OMAR, LILY, PRIYA, *_LEAD}),
    NoticeKind.NUDGES_ASKED_FOR: Case(
        "round", PRIYA, _ANY, {EWA, OMAR, LILY, PRIYA, *_LEAD}
    ),
    NoticeKind.UNREACHED: Case(f"{OAKFIELD}|{EWA}", ADAM, _LEADERS, _LEAD),
    NoticeKind.NOT_SHOWN: Case(f"{OAKFIELD}|{EWA}", ADAM, _LEADERS, _LEAD),
    NoticeKind.FIRST_CONTACT: Case(
        f"{OAKFIELD}|ect", EWA, {Role.ECT}, {EWA, OMAR, LILY}
    ),
    NoticeKind.TERMS_END: Case(
        f"{OAKFIELD}|2026-12-18", ADAM, {_TUTOR, _ADMIN}, {ADAM, RUTH, XAVIER}
    ),
    NoticeKind.CONTACTS_OLD: Case(
        f"{OAKFIELD}|2025-12-18", ADAM, {_TUTOR, _ADMIN}, {ADAM, RUTH, XAVIER}
    ),
    NoticeKind.PAST_TIME: Case("clearance", ADAM, {_HEAD, _ADMIN}, {ADAM, HELEN}),
    NoticeKind.JOB_TROUBLE: Case("job", ADAM, _LEADERS, _LEAD),
    NoticeKind.TUTOR_NEEDED: Case(
        f"{OAKFIELD}|{RUTH}|2026-11-20", HELEN, _LEADERS, _LEAD
    ),
    NoticeKind.NEW_MENTOR_OF_YOURS: Case(PAIRING, EWA, {Role.ECT}, {EWA}),
    NoticeKind.NEW_ECT_OF_YOURS: Case(PAIRING, PRIYA, {Role.MENTOR}, {PRIYA, EWA}),
    NoticeKind.HANDED_OVER: Case(
        PAIRING, PRIYA, {Role.MENTOR}, {PRIYA}, "2026-11-02T09:00:00+00:00"
    ),
    NoticeKind.INDUCTION_PROMPT: Case(
        f"{OAKFIELD}|{EWA}", RUTH, {_TUTOR}, {RUTH, XAVIER}
    ),
    NoticeKind.BOTH_ROLES_ASKED: Case(
        f"{OAKFIELD}/{EWA}/{PRIYA}", HELEN, _LEADERS, _LEAD
    ),
}
_WEEK = "2026-11-09"
NUDGES: dict[NudgeKind, Case] = {
    NudgeKind.UPCOMING: Case(_WEEK, PRIYA, {Role.MENTOR, _TUTOR}, {PRIYA, EWA}),
    NudgeKind.HOUR_BEFORE: Case(PLANNED, EWA, *_FACTS),
    NudgeKind.LOG_IT: Case(PLANNED, PRIYA, {Role.MENTOR}, {PRIYA}),
    NudgeKind.NOTHING_PLANNED: Case(
        f"{PAIRING}|{_WEEK}", PRIYA, {Role.MENTOR}, {PRIYA}
    ),
    # Who tutors nobody has no week to look at.
    NudgeKind.WEEK_AHEAD: Case(_WEEK, RUTH, {_TUTOR}, {RUTH, XAVIER}),
    NudgeKind.DIGEST: Case(_WEEK, RUTH, {_TUTOR}, {RUTH, XAVIER}),
    NudgeKind.GAP: Case(f"{PAIRING}|{_WEEK}", RUTH, {_TUTOR}, {RUTH, XAVIER}),
    NudgeKind.REVIEW: Case(f"{EWA}|2026-11-20", RUTH, {_TUTOR}, {RUTH, XAVIER}),
    NudgeKind.TRAINING: Case("", PRIYA, {Role.MENTOR}, {PRIYA, XAVIER}),
}


@pytest.fixture(scope="module")
def full() -> Town:
    """Return two schools, with one of each thing that a message can be about."""
    town = Town()
    concern = send_concern(
        town.ports,
        town.actor(EWA),
        ConcernDraft(OAKFIELD, Role.ECT, Topic.TIME, frozenset(), "Words"),
        reader=RUTH,
        pass_on=False,
        delivery=Delivery("send"),
    ).concern.id
    global _CONCERN  # noqa: PLW0603 - its id is made by the use case
    _CONCERN = concern
    town.clock.moment = NOW
    with town.store.transaction(TEAM) as records:
        _fill(records)
    return town


_CONCERN = ConcernId("")


def _fill(records: Records) -> None:
    held = a_session(
        id=HELD,
        school=OAKFIELD,
        pairing=PAIRING,
        mentor=PRIYA,
        ect=EWA,
        starts_at=at("2026-11-03 09:00"),
    )
    planned = msgspec.structs.replace(
        held, id=PLANNED, starts_at=at("2026-11-09 14:00"), state=SessionState.PLANNED
    )
    records.put(kinds.SESSIONS, held)
    records.put(kinds.SESSIONS, planned)
    records.put(
        kinds.FLAGS,
        Flag(session=HELD, school=OAKFIELD, tutor=RUTH, raised_on=date(2026, 11, 9)),
    )
    records.put(
        kinds.PLAN_CHANGES,
        PlanChange(
            id="change",
            school=OAKFIELD,
            pairing=PAIRING,
            by=PRIYA,
            did=Event.MOVED,
            before=(planned,),
            after=(left(planned),),
            at=NOW,
        ),
    )
    records.put(
        kinds.DROP_INS,
        DropIn(
            id=DropInId("drop-in"),
            school=OAKFIELD,
            pairing=PAIRING,
            mentor=PRIYA,
            ect=EWA,
            day=date(2026, 11, 6),
            recorded_at=NOW,
        ),
    )
    records.put(
        kinds.TRAINING_ENTRIES,
        TrainingEntry(
            id=TrainingId("entry"),
            person=PRIYA,
            school=OAKFIELD,
            day=date(2026, 11, 6),
            minutes=30,
            recorded_at=NOW,
        ),
    )
    offer = Entitlement(
        offer=Programme.FUNDED, began_on=date(2026, 9, 1), minutes=20 * 60
    )
    records.put(
        kinds.TRAININGS,
        Training(person=PRIYA, school=OAKFIELD, entitlement=offer, at=NOW),
    )
    records.put(
        kinds.CLEARANCES,
        RetentionRequest(id="clearance", school=OAKFIELD, found_at=NOW, past=3),
    )
    records.put(
        kinds.JOB_TROUBLES,
        JobTrouble(id="job", job="deliver", trouble=Trouble.HANGS, since=NOW),
    )
    records.put(
        kinds.BOTH_ROLES,
        BothRoles(
            school=OAKFIELD,
            ect=EWA,
            person=PRIYA,
            reason="",
            asked_by=ADAM,
            asked_on=date(2026, 11, 6),
        ),
    )


def _notice(kind: NoticeKind, reader: PersonId, *, stands: bool) -> Notice:
    case = CASES[kind]
    return Notice(
        key="key",
        kind=kind,
        school=OAKFIELD,
        reader=reader,
        subject=case.subject or _CONCERN,
        occasion=case.occasion,
        not_before=NOW,
        ts="1.0" if stands else None,
        channel="D1" if stands else None,
    )


def _nudge(kind: NudgeKind, reader: PersonId) -> Nudge:
    return Nudge(
        key="nudge",
        kind=kind,
        school=OAKFIELD,
        reader=reader,
        subject=NUDGES[kind].subject or reader,
        not_before=NOW,
        not_after=at("2026-11-30 10:00"),
        state=NudgeState.SENT,
        round="round",
    )


@contextmanager
def _as_it_is(town: Town) -> Iterator[Records]:
    """Open a unit of work of which nothing is kept."""
    with town.looking.store.transaction(TEAM) as records:
        if records.get(kinds.MEMBERS, f"{OAKFIELD}/{RUTH}") is not None:
            away = DateSpan(first=date(2026, 11, 9), last=date(2026, 11, 20))
            ruth = records.get(kinds.MEMBERS, f"{OAKFIELD}/{RUTH}")
            assert ruth is not None
            records.put(kinds.MEMBERS, msgspec.structs.replace(ruth, away=(away,)))
        yield records


def _become(
    records: Records, person: PersonId, role: Role | None, *, at_school: SchoolId
) -> None:
    """Have somebody be one thing alone, or nobody, at a school, and gone elsewhere."""
    before = records.get(kinds.MEMBERS, f"{OAKFIELD}/{person}")
    for school in (OAKFIELD, BIRCHWOOD):
        records.remove(kinds.MEMBERS, f"{school}/{person}")
    if role is not None and before is not None:
        place = a_member(
            school=at_school,
            person=person,
            name=before.name,
            roles=frozenset({role}),
            away=before.away,
        )
        records.put(kinds.MEMBERS, place)


def _tells(content: Content | None) -> bool:
    """Whether a message tells its reader anything but that it is theirs no more."""
    if content is None or not content.kind.is_about_concern:
        return content is not None
    return content.shown.side is not Side.FORMER_READER


def _shown(town: Town, records: Records, kind: NoticeKind, reader: PersonId) -> bool:
    """Whether a message that stands is drawn anew; one that comes, never more so."""
    stands = content_of(town.ports, records, _notice(kind, reader, stands=True))
    comes = content_of(town.ports, records, _notice(kind, reader, stands=False))
    assert _tells(stands) or comes is None
    return _tells(stands)


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_message_is_shown_to_those_alone_who_may_see_what_it_is_about(
    full: Town, kind: NoticeKind
) -> None:
    for person in EVERYBODY:
        with _as_it_is(full) as records:
            in_place = person in CASES[kind].people or (
                # Any of the school's people, and no other: what they are reminded of
                # is asked about for each reminder.
                CASES[kind].subject == "round"
                and records.get(kinds.MEMBERS, f"{OAKFIELD}/{person}") is not None
            )
            assert _shown(full, records, kind, person) is in_place, person


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_message_is_shown_while_its_reader_has_the_role_that_it_takes(
    full: Town, kind: NoticeKind
) -> None:
    reader, roles = CASES[kind].reader, CASES[kind].roles
    for role in Role:
        with _as_it_is(full) as records:
            _become(records, reader, role, at_school=OAKFIELD)
            assert _shown(full, records, kind, reader) is (role in roles), role


@pytest.mark.parametrize("kind", NoticeKind)
def test_no_message_is_shown_to_who_was_taken_off_the_list_or_is_elsewhere(
    full: Town, kind: NoticeKind
) -> None:
    reader = CASES[kind].reader
    for role in (None, *Role):
        with _as_it_is(full) as records:
            _become(records, reader, role, at_school=BIRCHWOOD)
            assert not _shown(full, records, kind, reader), role


@pytest.mark.parametrize("kind", NudgeKind)
def test_a_reminder_is_shown_to_those_alone_who_may_see_what_it_is_about(
    full: Town, kind: NudgeKind
) -> None:
    case = NUDGES[kind]
    for person in EVERYBODY:
        with _as_it_is(full) as records:
            if _reminds(shown_now(full.ports, records, _nudge(kind, person))):
                assert person in case.people
    with _as_it_is(full) as records:
        assert _reminds(shown_now(full.ports, records, _nudge(kind, case.reader)))


def _reminds(shown: NudgeShown | None) -> bool:
    """Whether a reminder tells of more than that nothing is left to remind of."""
    if shown is not None and shown.nudge.kind is NudgeKind.UPCOMING:
        return bool(shown.facts)
    return shown is not None


@pytest.mark.parametrize("kind", NudgeKind)
def test_no_reminder_is_shown_to_who_has_another_role_or_was_taken_off_the_list(
    full: Town, kind: NudgeKind
) -> None:
    reader, roles = NUDGES[kind].reader, NUDGES[kind].roles
    for role in (None, *Role):
        for school in (OAKFIELD, BIRCHWOOD):
            with _as_it_is(full) as records:
                _become(records, reader, role, at_school=school)
                shown = shown_now(full.ports, records, _nudge(kind, reader))
                may = school == OAKFIELD and role in roles
                assert may or not _reminds(shown), (role, school)


def _target(town: Town, person: PersonId) -> Target:
    with town.store.reading(TEAM) as records:
        seen = mark_of(records, OAKFIELD, person)
    return Target(OAKFIELD, person, seen, Delivery(f"{person}{town.clock.now()}"))


def _edit(town: Town, session: SessionId, note: str) -> None:
    draft = a_draft(pairing=PAIRING, starts_at=at("2026-11-03 09:00"), note=note)
    edit = Edit(session, draft)
    edit_session(town.ports, town.actor(PRIYA), edit, Delivery(f"edit-{note}"))
    deliver_due(town.ports)


def _notes(town: Town) -> list[str]:
    return [
        one.content.shown.note
        for one in town.messenger.drawn
        if one.to == EWA and one.content.kind is NoticeKind.SESSION_LOGGED
    ]


def _logged_and_gone(town: Town) -> tuple[SessionId, str]:
    """Log a session with an ECT who then leaves and is taken off the list."""
    draft = a_draft(pairing=PAIRING, starts_at=at("2026-11-03 09:00"), note="first")
    card = log_session(town.ports, town.actor(PRIYA), draft, Delivery("log"))
    deliver_due(town.ports)
    changes.enter_leaving(
        town.ports, town.actor(ADAM), _target(town, EWA), last_day=town.today()
    )
    town.clock.moment = at("2026-11-04 10:00")
    done = changes.remove_person(town.ports, town.actor(ADAM), _target(town, EWA))
    assert done.change is not None
    return card.facts.session.id, done.change


def test_an_ect_who_was_taken_off_the_list_reads_no_new_note() -> None:
    town = Town()
    session, _change = _logged_and_gone(town)
    _edit(town, session, "second")
    assert _notes(town) == ["first"]


def test_what_was_kept_from_somebody_comes_when_their_removal_is_undone() -> None:
    town = Town()
    session, change = _logged_and_gone(town)
    _edit(town, session, "second")
    undo_change(town.ports, town.actor(ADAM), change)
    deliver_due(town.ports)
    assert _notes(town) == ["first", "second"]


def test_what_the_school_is_to_see_to_goes_to_somebody_who_may() -> None:
    town = Town()
    plain = PersonDraft("Adam Quill", frozenset({Role.MENTOR}), frozenset(range(5)))
    changes.save_person(town.ports, town.actor(HELEN), _target(town, ADAM), plain)
    town.messenger.closed_accounts.add(EWA)
    check_people(town.ports)
    deliver_due(town.ports)
    [told] = {one.to for one in town.messenger.drawn}
    assert told in {RUTH, XAVIER, HELEN}
