"""What a change of people in mid-year leaves behind: who is told, and who sees what."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

import msgspec
import pytest

from bot.domain.concerns.records import Stage, Topic
from bot.domain.kernel.errors import NotAllowed, Refusal, Stale
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import ConcernId, PairingId, PersonId, SessionId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.overviews.ect_table import TableView
from bot.domain.people.induction import InductionYear
from bot.domain.people.member import Role
from bot.domain.people.pairings import BothRoles
from bot.domain.planning.wish import PlanWish
from bot.domain.school.profile import DEFAULT_EXCEPTIONAL_REASONS
from bot.domain.sessions.flags import Flag, FlagAnswer
from bot.domain.sessions.records import SessionState
from bot.ports.kinds import (
    BOTH_ROLES,
    CONCERN_WORDS,
    CONCERNS,
    EVENTS_OF_CONCERN,
    FLAGS,
    INDUCTIONS,
    MEMBERS,
    NOTICES,
    NUDGES_WAITING,
    PAIRINGS,
    PAIRINGS_OF_ECT,
    SCHOOLS,
    SESSIONS,
    SWEEPS,
)
from bot.results.sessions.cards import SessionCard
from bot.usecases.concerns.clock import run_concern_clock
from bot.usecases.concerns.raising import ConcernDraft, send_concern
from bot.usecases.kernel.claims import Delivery
from bot.usecases.kernel.history import history_of
from bot.usecases.overviews.home import home_tab
from bot.usecases.people import changes
from bot.usecases.people.away import end_away, enter_away
from bot.usecases.people.people_list import person
from bot.usecases.people.roster_settling import Target, undo_change
from bot.usecases.people.roster_writing import mark_of
from bot.usecases.planning.calling_off import call_off_all
from bot.usecases.planning.plan_and_move import plan
from bot.usecases.planning.undoing import undo_plan
from bot.usecases.reminders.daily_run import await_daily_runs, run_day
from bot.usecases.reminders.nudge_rounds import send_due_nudges
from bot.usecases.sessions.earlier_notes import show_earlier_notes, what_went_before
from bot.usecases.sessions.flags import answer_flag, undo_flag_answer
from bot.usecases.sessions.log_line import log_line
from bot.usecases.sessions.logging import log_session, plan_session, undo_session
from tests.builders import a_draft, at
from tests.usecases.two_schools import (
    ADAM,
    BIRCHWOOD,
    EWA,
    FINN,
    LILY,
    OAKFIELD,
    PRIYA,
    RUTH,
    SUNIL,
    TEAM,
    UNA,
    XAVIER,
    Town,
)

NOTE = "Marked secret of Ewa"
_deliveries = (Delivery(f"delivery-{number}") for number in count())


@pytest.fixture
def town() -> Town:
    return Town()


def target(town: Town, person: PersonId) -> Target:
    with town.store.reading(TEAM) as records:
        seen = mark_of(records, OAKFIELD, person)
    return Target(OAKFIELD, person, seen, next(_deliveries))


def log(town: Town, start: str, **more: Any) -> SessionId:
    draft = a_draft(pairing=PairingId(f"pairing-{EWA}"), starts_at=at(start), **more)
    card = log_session(town.ports, town.actor(PRIYA), draft, next(_deliveries))
    return card.facts.session.id


def told(town: Town, person: PersonId) -> Iterator[str]:
    return (one.text for one in town.messenger.drawn if one.to == person)


def out_of_hours(town: Town) -> SessionId:
    """Log on a Saturday what was outside teaching hours: told of on Monday."""
    town.clock.moment = at("2026-11-07 18:00")
    reason = DEFAULT_EXCEPTIONAL_REASONS[0]
    return log(town, "2026-11-07 16:00", reason=reason)


@pytest.mark.rule("R8")
def test_a_flag_goes_to_whoever_is_the_induction_tutor_by_then(town: Town) -> None:
    session = out_of_hours(town)
    new_tutor(town, XAVIER)
    stand_down(town, RUTH)

    town.clock.moment = at("2026-11-09 08:30")
    town.tick()

    assert not any("teaching hours" in text for text in told(town, RUTH))
    assert any("teaching hours" in text for text in told(town, XAVIER))
    answer_flag(town.ports, town.actor(XAVIER), session, FlagAnswer.FINE)


def test_an_answered_flag_stays_with_who_answered_it(town: Town) -> None:
    session = out_of_hours(town)
    answer_flag(town.ports, town.actor(RUTH), session, FlagAnswer.FINE)
    new_tutor(town, XAVIER)

    assert flag_of(town, session).tutor == RUTH


def test_a_change_of_tutor_that_is_undone_hands_the_flag_back(town: Town) -> None:
    session = out_of_hours(town)
    undo_change(town.ports, town.actor(ADAM), new_tutor(town, XAVIER))

    assert flag_of(town, session).tutor == RUTH


@pytest.mark.rule("R5")
def test_nobody_answers_a_flag_on_their_own_session(town: Town) -> None:
    make_tutor(town, PRIYA)
    session = out_of_hours(town)
    with pytest.raises(NotAllowed, match="of your own"):
        answer_flag(town.ports, town.actor(PRIYA), session, FlagAnswer.FINE)

    # The new tutor held it: it is left to the old one, and then to somebody else.
    with town.store.transaction(TEAM) as records:
        records.put(BOTH_ROLES, agreed(town, PRIYA))
    new_tutor(town, PRIYA)
    assert flag_of(town, session).tutor == RUTH
    stand_down(town, RUTH)
    assert flag_of(town, session).tutor == XAVIER
    answer_flag(town.ports, town.actor(XAVIER), session, FlagAnswer.FINE)
    with pytest.raises(NotAllowed, match="of your own"):
        undo_flag_answer(town.ports, town.actor(PRIYA), session)


def make_tutor(town: Town, person: PersonId) -> None:
    place = town.member(OAKFIELD, person)
    assert place is not None
    roles = place.roles | {Role.INDUCTION_TUTOR}
    with town.store.transaction(TEAM) as records:
        records.put(MEMBERS, msgspec.structs.replace(place, roles=roles))


def agreed(town: Town, person: PersonId) -> BothRoles:
    return BothRoles(
        school=OAKFIELD,
        ect=EWA,
        person=person,
        reason="",
        asked_by=ADAM,
        asked_on=town.today(),
        agreed_by=ADAM,
    )


def flag_of(town: Town, session: SessionId) -> Flag:
    with town.store.reading(TEAM) as records:
        flag = records.get(FLAGS, session)
    assert flag is not None
    return flag


def new_tutor(town: Town, tutor: PersonId) -> str:
    done = changes.change_tutor(
        town.ports, town.actor(ADAM), target(town, EWA), tutor=tutor
    )
    assert done.change is not None
    return done.change


def stand_down(town: Town, person: PersonId) -> None:
    """Have somebody be no induction tutor any more, whoever's they were."""
    for ect in ("U0OMAR",):
        changes.change_tutor(
            town.ports,
            town.actor(ADAM),
            target(town, PersonId(ect)),
            tutor=XAVIER,
        )
    changes.save_person(
        town.ports,
        town.actor(ADAM),
        target(town, person),
        changes.PersonDraft("Ruth Bell", frozenset({Role.MENTOR}), frozenset(range(5))),
    )


@pytest.mark.rule("R5")
def test_notes_shown_to_a_new_mentor_are_not_shown_to_an_assessor(town: Town) -> None:
    log(town, "2026-11-03 09:00", note=NOTE)
    new_mentor(town, SUNIL)
    show_earlier_notes(town.ports, town.actor(EWA), pairing_of(town), shows=True)
    assert NOTE in str(seen_before(town, SUNIL))

    with town.store.transaction(TEAM) as records:
        records.put(BOTH_ROLES, agreed(town, SUNIL))
    both = frozenset({Role.MENTOR, Role.INDUCTION_TUTOR})
    draft = changes.PersonDraft("Sunil Rao", both, frozenset(range(5)))
    changes.save_person(town.ports, town.actor(ADAM), target(town, SUNIL), draft)
    new_tutor(town, SUNIL)

    assert NOTE not in str(seen_before(town, SUNIL))
    assert NOTE in str(seen_before(town, EWA))
    town.tick()
    asked = [text for text in told(town, EWA) if "Sunil Rao is your mentor" in text]
    assert "Sunil Rao does not see the notes" in asked[-1]


def new_mentor(town: Town, mentor: PersonId) -> str:
    done = changes.change_mentor(
        town.ports,
        town.actor(ADAM),
        target(town, EWA),
        mentor=mentor,
        begins=town.today(),
    )
    assert done.change is not None
    return done.change


def pairing_of(town: Town) -> PairingId:
    with town.store.reading(TEAM) as records:
        return records.find(PAIRINGS_OF_ECT, EWA)[-1].id


def seen_before(town: Town, person: PersonId) -> list[str]:
    page = what_went_before(town.ports, town.actor(person), pairing_of(town))
    return [session.note for session in page.sessions]


def sent_to_ruth(town: Town, writer: PersonId, role: Role) -> ConcernId:
    return send_concern(
        town.ports,
        town.actor(writer),
        ConcernDraft(OAKFIELD, role, Topic.TIME, frozenset(), NOTE),
        reader=RUTH,
        pass_on=False,
        delivery=next(_deliveries),
    ).concern.id


def test_a_concern_outlives_a_removal_of_its_writer_that_is_undone(town: Town) -> None:
    concern = sent_to_ruth(town, PRIYA, Role.MENTOR)
    for ect in (EWA, PersonId("U0OMAR")):
        changes.change_mentor(
            town.ports,
            town.actor(ADAM),
            target(town, ect),
            mentor=SUNIL,
            begins=town.today(),
        )
    done = changes.remove_person(town.ports, town.actor(ADAM), target(town, PRIYA))
    town.tick()
    assert done.change is not None
    undo_change(town.ports, town.actor(ADAM), done.change)
    town.tick()

    with town.store.reading(TEAM) as records:
        kept = records.get(CONCERNS, concern)
        assert kept is not None
        assert kept.stage is Stage.WITH_TUTOR
        assert list(records.every(CONCERN_WORDS))


def test_a_concern_of_who_has_left_for_good_is_withdrawn(town: Town) -> None:
    concern = sent_to_ruth(town, EWA, Role.ECT)
    changes.enter_leaving(
        town.ports, town.actor(ADAM), target(town, EWA), last_day=town.today()
    )
    town.clock.moment = at("2026-11-04 10:00")
    changes.remove_person(town.ports, town.actor(ADAM), target(town, EWA))
    town.clock.moment = at("2026-11-04 11:30")
    town.tick()

    with town.store.reading(TEAM) as records:
        kept = records.get(CONCERNS, concern)
        assert kept is not None
        assert kept.stage is Stage.WITHDRAWN
        assert not list(records.every(CONCERN_WORDS))


def test_what_was_planned_with_an_earlier_mentor_is_called_off_and_no_mistake(
    town: Town,
) -> None:
    draft = a_draft(
        pairing=PairingId(f"pairing-{EWA}"), starts_at=at("2026-11-10 14:00")
    )
    card = plan_session(town.ports, town.actor(PRIYA), draft, next(_deliveries))
    session = card.facts.session.id
    town.tick()

    town.clock.moment = at("2026-11-04 10:00")
    change = new_mentor(town, SUNIL)
    town.tick()

    assert state_of(town, session) is SessionState.CANCELLED
    assert "Called off" in list(told(town, PRIYA))[-1]
    assert not any("aken back" in text for text in told(town, PRIYA))
    assert done_to(town, session) == [Event.PLANNED, Event.CANCELLED]

    town.clock.moment = at("2026-11-04 10:30")
    undo_change(town.ports, town.actor(ADAM), change)

    assert state_of(town, session) is SessionState.PLANNED
    assert done_to(town, session) == [Event.PLANNED, Event.CANCELLED, Event.RESTORED]


def state_of(town: Town, session: SessionId) -> SessionState:
    with town.store.reading(TEAM) as records:
        kept = records.get(SESSIONS, session)
    assert kept is not None
    return kept.state


def done_to(town: Town, session: SessionId) -> list[Event]:
    with town.store.reading(TEAM) as records:
        return [act.did for act in history_of(records, session)]


def test_a_pairing_in_which_something_was_planned_is_not_taken_back(town: Town) -> None:
    change = new_mentor(town, SUNIL)
    plan = a_draft(pairing=pairing_of(town), starts_at=at("2026-11-04 14:00"))
    card = plan_session(town.ports, town.actor(SUNIL), plan, next(_deliveries))
    undo_session(
        town.ports, town.actor(SUNIL), card.facts.session.id, next(_deliveries)
    )

    with pytest.raises(Stale, match="since"):
        undo_change(town.ports, town.actor(ADAM), change)


def test_a_session_of_no_pairing_stops_nobodys_reminders(town: Town) -> None:
    """Cover what may be in a store from before such a change was refused."""
    pairing = PairingId(f"pairing-{EWA}")
    plan = a_draft(pairing=pairing, starts_at=at("2026-11-04 14:00"))
    plan_session(town.ports, town.actor(PRIYA), plan, next(_deliveries))
    with town.store.transaction(TEAM) as records:
        for session in list(records.every(SESSIONS)):
            undone = msgspec.structs.replace(session, state=SessionState.UNDONE)
            records.put(SESSIONS, undone)
        records.remove(PAIRINGS, pairing)

    town.clock.moment = at("2026-11-04 15:30")
    send_due_nudges(town.ports)

    with town.store.reading(TEAM) as records:
        waiting = records.find(NUDGES_WAITING, below=town.clock.moment)
    assert not waiting


def test_who_is_the_mentor_no_more_brings_no_plan_back(town: Town) -> None:
    wish = PlanWish(
        pairing=PairingId(f"pairing-{EWA}"),
        starts_at=at("2026-11-10 14:00"),
        minutes=50,
        weeks=1,
        until=date(2026, 12, 1),
    )
    plan(town.ports, town.actor(PRIYA), wish, next(_deliveries))
    with town.store.reading(TEAM) as records:
        first = next(iter(records.every(SESSIONS)))
    card = call_off_all(
        town.ports, town.actor(PRIYA), first.id, seen=None, delivery=next(_deliveries)
    )
    new_mentor(town, SUNIL)

    with pytest.raises(Stale, match="not Ewa Kowal's mentor"):
        undo_plan(town.ports, town.actor(PRIYA), card.change, next(_deliveries))


def test_an_undo_leaves_nobody_with_a_mentor_who_is_none(town: Town) -> None:
    both = frozenset({Role.INDUCTION_TUTOR, Role.MENTOR})
    draft = changes.PersonDraft("Ruth Bell", both, frozenset(range(5)))
    done = changes.save_person(
        town.ports, town.actor(ADAM), target(town, RUTH), draft
    ).change
    new_tutor(town, XAVIER)
    new_mentor(town, RUTH)

    assert done is not None
    with pytest.raises(Refusal, match="Ruth Bell"):
        undo_change(town.ports, town.actor(ADAM), done)
    ruth = town.member(OAKFIELD, RUTH)
    assert ruth is not None
    assert Role.MENTOR in ruth.roles


def test_who_has_left_is_in_the_tutors_table_no_more(town: Town) -> None:
    changes.enter_leaving(
        town.ports, town.actor(ADAM), target(town, EWA), last_day=town.today()
    )
    assert EWA in in_table(town, RUTH)

    town.clock.moment = at("2026-11-04 10:00")

    assert EWA not in in_table(town, RUTH)


def test_who_is_an_ect_no_more_is_in_the_tutors_table_no_more(town: Town) -> None:
    changes.enter_leaving(
        town.ports, town.actor(ADAM), target(town, EWA), last_day=town.today()
    )
    town.clock.moment = at("2026-11-04 10:00")
    qualified = changes.PersonDraft(
        "Ewa Kowal", frozenset({Role.MENTOR}), frozenset(range(5))
    )
    changes.save_person(town.ports, town.actor(ADAM), target(town, EWA), qualified)

    assert EWA not in in_table(town, RUTH)


def in_table(town: Town, tutor: PersonId) -> list[PersonId]:
    tab = home_tab(town.ports, town.actor(tutor), TableView())
    assert tab.as_tutor is not None
    return [row.ect for row in tab.as_tutor.page.rows]


def test_the_last_session_can_be_logged_once_another_mentor_has_begun(
    town: Town,
) -> None:
    for ect in (EWA, PersonId("U0OMAR")):
        changes.change_mentor(
            town.ports,
            town.actor(ADAM),
            target(town, ect),
            mentor=SUNIL,
            begins=town.today(),
        )

    logged = log_line(
        town.ports, town.actor(PRIYA), "@ewa 21/10 14:00 50m", next(_deliveries)
    )

    assert isinstance(logged, SessionCard)
    town.clock.moment = at("2026-11-17 10:00")
    with pytest.raises(NotAllowed):
        log_line(town.ports, town.actor(PRIYA), "yesterday", next(_deliveries))


def test_what_is_broken_for_one_reader_stops_nobody_elses_reminders(town: Town) -> None:
    for ect, mentor in ((EWA, PRIYA), (LILY, XAVIER)):
        draft = a_draft(
            pairing=PairingId(f"pairing-{ect}"), starts_at=at("2026-11-04 14:00")
        )
        plan_session(town.ports, town.actor(mentor), draft, next(_deliveries))
    with town.store.transaction(TEAM) as records:
        records.remove(INDUCTIONS, f"{OAKFIELD}/{LILY}")

    town.clock.moment = at("2026-11-03 15:30")
    with pytest.raises(LookupError):
        send_due_nudges(town.ports)

    with town.store.reading(TEAM) as records:
        reminded = {
            notice.reader
            for notice in records.every(NOTICES)
            if notice.kind is NoticeKind.NUDGES
        }
    assert reminded == {PRIYA, EWA}


def test_no_reminder_comes_for_what_is_planned_while_one_is_away(town: Town) -> None:
    for ect, mentor in ((EWA, PRIYA), (LILY, XAVIER)):
        draft = a_draft(
            pairing=PairingId(f"pairing-{ect}"), starts_at=at("2026-11-04 14:00")
        )
        plan_session(town.ports, town.actor(mentor), draft, next(_deliveries))
    done = enter_away(
        town.ports,
        town.actor(RUTH),
        target(town, EWA),
        first=date(2026, 11, 4),
        last=date(2026, 11, 6),
    )
    assert (done.planned, done.facts) == (1, "away from Wed 4 Nov to Fri 6 Nov")

    town.clock.moment = at("2026-11-03 15:30")
    send_due_nudges(town.ports)
    with town.store.reading(TEAM) as records:
        reminded = {
            notice.reader
            for notice in records.every(NOTICES)
            if notice.kind is NoticeKind.NUDGES
        }
    assert reminded == {XAVIER, LILY}

    town.clock.moment = at("2026-11-09 09:00")
    shown = person(town.ports, town.actor(RUTH), OAKFIELD, EWA).ect
    assert shown is not None
    assert (shown.days_away, shown.days_absent) == (3, 0)  # shown, and not added


def test_what_waits_for_who_is_away_comes_when_they_are_back(town: Town) -> None:
    enter_away(
        town.ports,
        town.actor(ADAM),
        target(town, RUTH),
        first=town.today(),
        last=None,
    )
    changes.note_absence(
        town.ports,
        town.actor(ADAM),
        target(town, EWA),
        year=InductionYear.ONE,
        days=31,
    )
    town.clock.moment += timedelta(days=14)
    town.tick()
    assert not list(told(town, RUTH))

    end_away(town.ports, town.actor(ADAM), target(town, RUTH), back_on=town.today())
    town.tick()
    assert "31 days" in "".join(told(town, RUTH))


def test_what_is_broken_at_one_school_stops_no_other_schools_day(town: Town) -> None:
    await_daily_runs(town.ports)
    with town.store.transaction(TEAM) as records:
        records.remove(SCHOOLS, BIRCHWOOD)

    with pytest.raises(LookupError):
        run_day(town.ports)

    with town.store.reading(TEAM) as records:
        swept = {
            sweep.school: sweep.next_at > town.clock.now()
            for sweep in records.every(SWEEPS)
        }
    assert swept == {OAKFIELD: True, BIRCHWOOD: False}


def test_what_is_broken_of_one_concern_stops_no_other(town: Town) -> None:
    concerns = [
        send_concern(
            town.ports,
            town.actor(writer),
            ConcernDraft(school, Role.ECT, Topic.TIME, frozenset(), NOTE),
            reader=reader,
            pass_on=False,
            delivery=next(_deliveries),
        ).concern.id
        for school, writer, reader in (
            (BIRCHWOOD, FINN, UNA),
            (OAKFIELD, EWA, RUTH),
            (OAKFIELD, LILY, RUTH),
        )
    ]
    with town.store.transaction(TEAM) as records:
        records.remove(SCHOOLS, BIRCHWOOD)

    town.clock.moment = at("2026-11-11 10:00")
    with pytest.raises(LookupError):
        run_concern_clock(town.ports)

    with town.store.reading(TEAM) as records:
        happened = [len(records.find(EVENTS_OF_CONCERN, one)) for one in concerns]
    assert happened == [1, 2, 2]
