"""A mentor who hands over: what they are told, and what they can still do (R5)."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from bot.domain.entitlement.drop_ins import DropInDraft
from bot.domain.kernel.drafts import Edit
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import PairingId, PersonId, SessionId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.overviews.ect_table import TableView
from bot.domain.planning.wish import PlanWish
from bot.domain.sessions.confirmations import Confirming
from bot.domain.sessions.records import Session, SessionState
from bot.ports.kinds import PAIRINGS_OF_ECT, SESSIONS_OF_PAIRING
from bot.results.sessions.cards import LogForm, SessionCard
from bot.usecases.entitlement.drop_ins import note_drop_in
from bot.usecases.kernel.claims import Delivery
from bot.usecases.overviews.home import home_tab
from bot.usecases.people import changes
from bot.usecases.people.roster_settling import Target, undo_change
from bot.usecases.people.roster_writing import mark_of
from bot.usecases.planning.plan_and_move import plan
from bot.usecases.sessions.confirming import (
    Suggestion,
    confirm_session,
    suggest_correction,
)
from bot.usecases.sessions.correcting import correct_as_said, undo_correction
from bot.usecases.sessions.earlier_notes import show_earlier_notes
from bot.usecases.sessions.follow_up import it_happened
from bot.usecases.sessions.log_form import open_log
from bot.usecases.sessions.log_line import log_line
from bot.usecases.sessions.logging import (
    edit_session,
    log_session,
    plan_session,
    undo_session,
)
from bot.views.overviews.home import home as draw_home
from tests.builders import a_draft, at
from tests.usecases.two_schools import ADAM, EWA, OAKFIELD, PRIYA, SUNIL, TEAM, Town

PAIR = PairingId(f"pairing-{EWA}")
STEP = "Try the new seating plan"
_deliveries = (Delivery(f"handing-{number}") for number in count())


@pytest.fixture
def town() -> Town:
    return Town()


def hand_over(town: Town, begins: date | None = None) -> str:
    """Give Ewa another mentor, Sunil, in the place of Priya."""
    with town.store.reading(TEAM) as records:
        seen = mark_of(records, OAKFIELD, EWA)
    done = changes.change_mentor(
        town.ports,
        town.actor(ADAM),
        Target(OAKFIELD, EWA, seen, next(_deliveries)),
        mentor=SUNIL,
        begins=begins or town.today(),
    )
    assert done.change is not None
    return done.change


def plan_series(town: Town, number: int = 5) -> None:
    wish = PlanWish(
        pairing=PAIR,
        starts_at=at("2026-11-10 14:00"),
        minutes=50,
        weeks=1,
        until=date(2026, 11, 10) + (number - 1) * timedelta(weeks=1),
    )
    plan(town.ports, town.actor(PRIYA), wish, next(_deliveries))


def log(town: Town, start: str, **more: Any) -> SessionCard:
    draft = a_draft(pairing=PAIR, starts_at=at(start), **more)
    return log_session(town.ports, town.actor(PRIYA), draft, next(_deliveries))


def planned(town: Town) -> list[Session]:
    return _in(town, SessionState.PLANNED)


def _in(town: Town, state: SessionState) -> list[Session]:
    with town.store.reading(TEAM) as records:
        return list(records.find(SESSIONS_OF_PAIRING, PAIR, state.value))


def told_of_it(town: Town, person: PersonId = PRIYA) -> Iterator[str]:
    return (
        one.text
        for one in town.messenger.drawn
        if one.to == person and one.content.kind is NoticeKind.HANDED_OVER
    )


def new_pairing(town: Town) -> PairingId:
    with town.store.reading(TEAM) as records:
        return records.find(PAIRINGS_OF_ECT, EWA)[-1].id


# What they are told -------------------------------------------------------------------


def test_who_hands_over_gets_one_message_with_all_plans_that_went(town: Town) -> None:
    plan_series(town)
    assert len(planned(town)) == 5
    hand_over(town)
    town.tick()
    town.tick()

    (text,) = told_of_it(town)
    assert "Sunil Rao mentors Ewa Kowal from Tue 3 Nov" in text
    assert "5 planned sessions" in text
    assert "10, 17 and 24 Nov · 1 and 8 Dec" in text
    assert planned(town) == []


def test_their_receipts_say_that_the_plans_were_called_off(town: Town) -> None:
    draft = a_draft(pairing=PAIR, starts_at=at("2026-11-10 14:00"))
    plan_session(town.ports, town.actor(PRIYA), draft, next(_deliveries))
    town.tick()
    hand_over(town)
    town.tick()

    receipts = [
        one.text
        for one in town.messenger.drawn
        if one.content.kind is NoticeKind.SESSION_RECEIPT
    ]
    assert "Called off" in receipts[-1]
    assert not any("Taken back" in text for text in receipts)
    assert not any("undone" in text.lower() for text in receipts)


def test_a_change_of_mentor_that_is_undone_before_it_was_told_is_not_told(
    town: Town,
) -> None:
    town.clock.moment = at("2026-11-03 19:00")
    plan_series(town)
    change = hand_over(town, date(2026, 11, 9))
    undo_change(town.ports, town.actor(ADAM), change)
    town.clock.moment = at("2026-11-04 09:00")
    town.tick()

    assert not list(told_of_it(town))
    assert len(planned(town)) == 5


def test_the_message_about_a_change_that_is_undone_says_so(town: Town) -> None:
    plan_series(town)
    change = hand_over(town)
    town.tick()
    undo_change(town.ports, town.actor(ADAM), change)
    town.tick()

    assert "You mentor Ewa Kowal as before" in list(told_of_it(town))[-1]


def test_the_mentor_of_an_ect_who_leaves_is_told_of_the_plans_that_go(
    town: Town,
) -> None:
    plan_series(town)
    with town.store.reading(TEAM) as records:
        seen = mark_of(records, OAKFIELD, EWA)
    changes.enter_leaving(
        town.ports,
        town.actor(ADAM),
        Target(OAKFIELD, EWA, seen, next(_deliveries)),
        last_day=date(2026, 11, 20),
    )
    town.tick()

    (text,) = told_of_it(town)
    assert "Your mentoring of Ewa Kowal ends on Fri 20 Nov" in text
    assert "3 planned sessions" in text
    assert "leave" not in text  # that is not the bot's to say
    assert len(planned(town)) == 2


# What they can still do ---------------------------------------------------------------


def test_a_plan_that_had_begun_is_not_called_off_and_can_be_logged(town: Town) -> None:
    town.clock.moment = at("2026-11-03 08:00")
    draft = a_draft(pairing=PAIR, starts_at=at("2026-11-03 09:00"))
    card = plan_session(town.ports, town.actor(PRIYA), draft, next(_deliveries))
    town.clock.moment = at("2026-11-03 11:00")
    hand_over(town)

    assert len(planned(town)) == 1
    home = home_tab(town.ports, town.actor(PRIYA), TableView())
    (school,) = home.schools
    assert school.as_mentor is not None
    assert school.as_mentor.next is not None
    assert school.as_mentor.next.facts is not None
    assert school.as_mentor.next.facts.session.id == card.facts.session.id
    it_happened(town.ports, town.actor(PRIYA), card.facts.session.id, next(_deliveries))
    assert len(_in(town, SessionState.HELD)) == 1


def test_the_last_session_is_logged_by_who_held_it_though_they_mentor_others(
    town: Town,
) -> None:
    town.clock.moment = at("2026-11-04 10:00")
    hand_over(town)
    by_line = log_line(
        town.ports, town.actor(PRIYA), f"<@{EWA}> 3 Nov 09:00 50m", next(_deliveries)
    )

    assert isinstance(by_line, SessionCard)
    assert by_line.facts.session.pairing == PAIR
    # Who names nobody means the one whom they mentor now.
    unnamed = log_line(
        town.ports, town.actor(PRIYA), "4 Nov 09:00 50m", next(_deliveries)
    )
    assert isinstance(unnamed, SessionCard)
    assert unnamed.facts.session.pairing != PAIR


# On the very day ----------------------------------------------------------------------


def on_the_day(town: Town, *, planned_before: bool = False) -> None:
    """Hand over at eleven, from that very day on."""
    town.clock.moment = at("2026-11-03 08:00")
    if planned_before:
        draft = a_draft(pairing=PAIR, starts_at=at("2026-11-03 09:00"))
        plan_session(town.ports, town.actor(PRIYA), draft, next(_deliveries))
    town.clock.moment = at("2026-11-03 11:00")
    hand_over(town)
    town.clock.moment = at("2026-11-03 15:00")


def by_form(town: Town) -> SessionId:
    return log(town, "2026-11-03 09:00").facts.session.id


def by_line(town: Town) -> SessionId:
    line = f"<@{EWA}> today 09:00 50m"
    card = log_line(town.ports, town.actor(PRIYA), line, next(_deliveries))
    assert isinstance(card, SessionCard)
    return card.facts.session.id


def by_what_was_planned(town: Town) -> SessionId:
    (plan,) = planned(town)
    card = it_happened(town.ports, town.actor(PRIYA), plan.id, next(_deliveries))
    return card.facts.session.id


def edit(town: Town, session: SessionId, start: str, minutes: int = 40) -> Session:
    draft = a_draft(pairing=PAIR, starts_at=at(start), minutes=minutes)
    wish = Edit(session, draft)
    edited = edit_session(town.ports, town.actor(PRIYA), wish, next(_deliveries))
    return edited.facts.session


Way = Callable[[Town], SessionId]
WAYS: tuple[Way, ...] = (by_form, by_line, by_what_was_planned)


@pytest.mark.parametrize("way", WAYS)
def test_a_session_of_that_morning_is_logged_and_put_right_by_who_held_it(
    town: Town, way: Way
) -> None:
    on_the_day(town, planned_before=way is by_what_was_planned)
    session = way(town)
    edited = edit(town, session, "2026-11-03 09:10")

    assert (edited.pairing, edited.minutes) == (PAIR, 40)
    disagree(town, session, "2026-11-03 10:00")
    correct_as_said(town.ports, town.actor(PRIYA), session)
    assert [one.minutes for one in _in(town, SessionState.HELD)] == [30]
    undo_correction(town.ports, town.actor(PRIYA), session)
    assert [one.minutes for one in _in(town, SessionState.HELD)] == [40]
    undo_session(town.ports, town.actor(PRIYA), session, next(_deliveries))
    assert _in(town, SessionState.HELD) == []


def disagree(town: Town, session: SessionId, start: str) -> None:
    """Have Ewa say that it was half an hour from then on."""
    suggest_correction(
        town.ports,
        town.actor(EWA),
        session,
        suggestion=Suggestion(at(start), 30),
        delivery=next(_deliveries),
    )


def test_what_comes_after_the_change_was_entered_is_not_theirs(town: Town) -> None:
    on_the_day(town)
    session = by_form(town)
    with pytest.raises(Unfit, match="ended on Mon 2 Nov"):
        edit(town, session, "2026-11-03 13:00")
    with pytest.raises(Unfit, match="this was not your mentor yet, or no longer"):
        disagree(town, session, "2026-11-03 13:00")


def test_a_drop_in_of_that_morning_can_be_noted(town: Town) -> None:
    on_the_day(town)
    draft = DropInDraft(PAIR, town.today())
    card = note_drop_in(town.ports, town.actor(PRIYA), draft, next(_deliveries))
    assert card.drop_in.mentor == PRIYA


# Next steps ---------------------------------------------------------------------------


def test_open_next_steps_stay_with_the_ect(town: Town) -> None:
    log(town, "2026-11-03 09:00", next_steps=(STEP,))
    hand_over(town, date(2026, 11, 4))
    town.clock.moment = at("2026-11-05 10:00")

    (school,) = home_tab(town.ports, town.actor(EWA), TableView()).schools
    assert school.as_ect is not None
    assert school.as_ect.open_steps.steps == (STEP,)


def test_the_ect_is_told_who_sees_the_steps(town: Town) -> None:
    log(town, "2026-11-03 09:00", next_steps=(STEP,))
    assert "Only you and your mentor see these." in ects_home(town)
    hand_over(town, date(2026, 11, 4))
    town.clock.moment = at("2026-11-05 10:00")
    assert (
        "Only you and whoever noted them see these. Sunil Rao sees those from before "
        "if you agree" in ects_home(town)
    )
    show_earlier_notes(town.ports, town.actor(EWA), new_pairing(town), shows=True)
    assert "Only you, your mentor and whoever noted them see these." in ects_home(town)


def ects_home(town: Town) -> str:
    home = home_tab(town.ports, town.actor(EWA), TableView())
    return str(draw_home(home).to_dict())


def test_whether_the_last_session_is_right_is_asked_after_the_change_too(
    town: Town,
) -> None:
    card = log(town, "2026-11-03 09:00")
    hand_over(town, date(2026, 11, 4))
    town.clock.moment = at("2026-11-05 10:00")

    assert next_of_ect(town) == card.facts.session.id
    confirm_session(town.ports, town.actor(EWA), card.facts.session.id, Confirming.YES)
    assert next_of_ect(town) is None


def test_it_is_asked_no_more_once_its_time_is_over(town: Town) -> None:
    log(town, "2026-11-03 09:00")
    hand_over(town, date(2026, 11, 4))
    town.clock.moment = at("2026-11-18 10:00")
    assert next_of_ect(town) is None


def next_of_ect(town: Town) -> SessionId | None:
    (school,) = home_tab(town.ports, town.actor(EWA), TableView()).schools
    assert school.as_ect is not None
    following = school.as_ect.next
    return following.facts.session.id if following and following.facts else None


@pytest.mark.rule("R5")
def test_a_new_mentor_has_the_open_steps_once_the_ect_shows_the_notes(
    town: Town,
) -> None:
    log(town, "2026-11-03 09:00", next_steps=(STEP,))
    hand_over(town, date(2026, 11, 4))
    town.clock.moment = at("2026-11-05 10:00")

    assert steps_offered(town) == []
    show_earlier_notes(town.ports, town.actor(EWA), new_pairing(town), shows=True)
    assert steps_offered(town) == [STEP]
    form = form_of(town)
    draft = a_draft(
        pairing=new_pairing(town),
        starts_at=at("2026-11-05 09:00"),
        steps_done=tuple(step.step for step in form.open_steps),
    )
    log_session(town.ports, town.actor(SUNIL), draft, next(_deliveries))
    assert steps_offered(town) == []


def form_of(town: Town) -> LogForm:
    form = open_log(town.ports, town.actor(SUNIL), new_pairing(town))
    assert isinstance(form, LogForm)
    return form


def steps_offered(town: Town) -> list[str]:
    return [step.text for step in form_of(town).open_steps]
