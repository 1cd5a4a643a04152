"""One count of what was expected, held and missing, wherever it is shown (R7)."""

from datetime import date
from io import BytesIO
from itertools import count
from typing import Any

import msgspec
import openpyxl
import pypdfium2
import pytest

from bot.documents.report_page import as_pdf
from bot.documents.report_words import who_words
from bot.documents.report_workbook import as_xlsx
from bot.domain.entitlement.time_off import LostTo
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import PairingId, PersonId, SessionId
from bot.domain.outbox.notices import About
from bot.domain.overviews.ect_state import EctState
from bot.domain.overviews.periods import Period
from bot.domain.people.member import Role
from bot.domain.people.roster_entry import EctEntry
from bot.domain.reminders.nudges import NudgeKind
from bot.domain.school.profile import RhythmUntil
from bot.domain.school.set_up import SetUp, Step, TrainingGiven, seen
from bot.domain.sessions.missed import Missed, Why
from bot.ports.kinds import MISSED, SCHOOLS, SET_UPS
from bot.results.entitlement.time_off import TimeForm
from bot.results.overviews.reports import ReportWish
from bot.results.reminders.nudges import NudgeShown
from bot.usecases.entitlement.time_off import Which, note_time, open_time
from bot.usecases.kernel.claims import Delivery
from bot.usecases.overviews.reports import report
from bot.usecases.people import changes
from bot.usecases.people.roster_settling import Target
from bot.usecases.people.roster_writing import mark_of
from bot.usecases.reminders.daily_run import await_daily_runs, run_day
from bot.usecases.reminders.nudge_rounds import send_due_nudges
from bot.usecases.school.set_up import open_step, save_answer, undo_answer
from bot.usecases.sessions.logging import log_session, plan_session
from bot.views.entitlement.time_off import time_form
from tests.builders import a_draft, at
from tests.usecases.overviews.screens import Screens
from tests.usecases.two_schools import (
    ADAM,
    EWA,
    OAKFIELD,
    OMAR,
    PRIYA,
    RUTH,
    SUNIL,
    TEAM,
    Town,
)

PAIR = PairingId(f"pairing-{EWA}")
_deliveries = (Delivery(f"counted-{number}") for number in count())


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def screens(town: Town) -> Screens:
    return Screens(town)


def log(town: Town, start: str, **more: Any) -> SessionId:
    draft = a_draft(pairing=PAIR, starts_at=at(start), **more)
    before, town.clock.moment = town.clock.moment, at(f"{start[:10]} 17:00")
    card = log_session(town.ports, town.actor(PRIYA), draft, next(_deliveries))
    town.clock.moment = before
    return card.facts.session.id


def plan(town: Town, start: str) -> None:
    draft = a_draft(pairing=PAIR, starts_at=at(start))
    plan_session(town.ports, town.actor(PRIYA), draft, next(_deliveries))


def target(town: Town, person: PersonId) -> Target:
    with town.store.reading(TEAM) as records:
        seen = mark_of(records, OAKFIELD, person)
    return Target(OAKFIELD, person, seen, next(_deliveries))


def give_reason(town: Town, monday: date, why: Why = Why.AGREED) -> None:
    missed = Missed(
        pairing=PAIR,
        school=OAKFIELD,
        monday=monday,
        why=why,
        by=PRIYA,
        at=town.clock.moment,
    )
    with town.store.transaction(TEAM) as records:
        records.put(MISSED, missed)


def start(town: Town) -> None:
    """Press Start, now."""
    set_up = SetUp(school=OAKFIELD, founders=(), started_at=town.clock.moment)
    with town.store.transaction(TEAM) as records:
        records.put(SET_UPS, set_up)


def told(town: Town, person: PersonId) -> list[NudgeShown]:
    """Let the bot look for what is due, and return what somebody is reminded of."""
    await_daily_runs(town.ports)
    run_day(town.ports)
    send_due_nudges(town.ports)
    town.tick()
    return [
        shown
        for message in town.messenger.drawn
        if message.to == person and message.content.kind.about is About.REMINDERS
        for shown in message.content.shown.shown
    ]


# Whole weeks, and patterns that hold from their day on --------------------------------


@pytest.mark.rule("R7")
def test_a_two_day_week_at_the_start_of_term_is_not_expected(
    town: Town, screens: Screens
) -> None:
    town.clock.moment = at("2026-09-14 10:00")

    assert (screens.row.expected, screens.status.expected) == (1, 1)
    assert screens.status.weeks == 1
    assert screens.report().expected == 1
    assert screens.state() is EctState.GAP  # not two of them


@pytest.mark.rule("R7")
def test_a_week_is_over_once_its_last_school_day_is(
    town: Town, screens: Screens
) -> None:
    town.clock.moment = at("2026-09-11 10:00")  # its Friday
    assert (screens.row.expected, screens.state()) == (0, EctState.NO_RECORD)
    town.clock.moment = at("2026-09-12 10:00")
    assert (screens.row.expected, screens.state()) == (1, EctState.GAP)
    assert screens.report().expected == 1


@pytest.mark.rule("R7")
def test_a_working_pattern_that_changes_today_relabels_nothing_before_it(
    town: Town, screens: Screens
) -> None:
    before = screens.report()
    changes.change_pattern(
        town.ports,
        town.actor(ADAM),
        target(town, EWA),
        share=0.6,
        begins=town.today(),
    )

    assert "year 1, weekly; from Tue 3 Nov 2026: year 1, weekly, pro rata" in (
        who_words(screens.report())
    )
    assert screens.report().weeks == before.weeks


def on_fridays_alone(town: Town, begins: date | None) -> None:
    days_from(town, frozenset({4}), begins)


@pytest.mark.rule("R7")
def test_other_working_days_change_no_week_before_them(
    town: Town, screens: Screens
) -> None:
    # Closed on Fridays for four weeks, so that who works on Fridays alone has no week.
    with town.store.transaction(TEAM) as records:
        school = records.get(SCHOOLS, OAKFIELD)
        assert school is not None
        fridays = {date(2026, 10, 2), date(2026, 10, 9), date(2026, 10, 16)}
        closed = msgspec.structs.replace(school, closure_days=frozenset(fridays))
        records.put(SCHOOLS, closed)
    before = screens.report().weeks, screens.row.expected
    on_fridays_alone(town, None)
    assert (screens.report().weeks, screens.row.expected) == before
    town.clock.moment = at("2026-11-03 10:01")
    with pytest.raises(Unfit, match="What holds now began on Tue 3 Nov"):
        days_from(town, frozenset(range(5)), date(2026, 9, 1))


def days_from(town: Town, days: frozenset[int], begins: date | None) -> None:
    draft = changes.PersonDraft("Ewa Kowal", frozenset({Role.ECT}), days, begins)
    changes.save_person(town.ports, town.actor(ADAM), target(town, EWA), draft)


@pytest.mark.rule("R7")
def test_what_was_wrong_from_the_beginning_is_put_right_from_there(
    town: Town, screens: Screens
) -> None:
    expected = screens.row.expected
    with town.store.transaction(TEAM) as records:
        school = records.get(SCHOOLS, OAKFIELD)
        assert school is not None
        closed = msgspec.structs.replace(
            school, closure_days=frozenset({date(2026, 10, 9)})
        )
        records.put(SCHOOLS, closed)
    on_fridays_alone(town, date(2026, 9, 1))
    assert screens.row.expected == screens.report().expected == expected - 1


@pytest.mark.rule("R7")
def test_another_rhythm_of_the_school_changes_no_week_before_it(
    town: Town, screens: Screens
) -> None:
    before, expected = screens.report().weeks, screens.row.expected
    admin, given = town.actor(ADAM), step_of_training(town)
    over = RhythmUntil(until=town.today(), weeks_per_session=None)
    fortnightly = msgspec.structs.replace(
        given, weeks_per_session=(2, 2), rhythms_before=(over,)
    )
    saved = save_answer(
        town.ports,
        admin,
        OAKFIELD,
        answer=fortnightly,
        seen_before=seen(given),
        delivery=next(_deliveries),
    )
    town.clock.moment = at("2026-11-03 10:30")
    assert (screens.report().weeks, screens.row.expected) == (before, expected)
    said = who_words(screens.report())
    assert "year 1, weekly; from Tue 3 Nov 2026: year 1, every 2 weeks" in said
    town.clock.moment = at("2026-11-28 10:00")
    assert screens.row.expected == screens.report().expected == expected + 2

    town.clock.moment = at("2026-11-03 10:40")
    assert saved.saved is not None
    undo_answer(town.ports, admin, saved.saved.id)
    town.clock.moment = at("2026-11-28 10:00")
    assert screens.row.expected == expected + 4


def step_of_training(town: Town) -> TrainingGiven:
    given = open_step(town.ports, town.actor(ADAM), OAKFIELD, Step.TRAINING).answer
    assert isinstance(given, TrainingGiven)
    return given


# A school that begins in mid-year -----------------------------------------------------


@pytest.mark.rule("R7")
def test_seconds_after_start_nothing_is_missing_and_nobody_has_met(
    town: Town, screens: Screens
) -> None:
    town.clock.moment = at("2026-11-23 09:00")
    start(town)

    assert (screens.row.held, screens.row.expected) == (0, 0)
    assert screens.state() is EctState.NO_RECORD
    assert (screens.status.expected, screens.status.weeks) == (0, 0)
    assert screens.report().expected == 0
    assert not any(week.gap for week in screens.report().weeks)
    assert not any(shown.missed for shown in told(town, RUTH))


@pytest.mark.rule("R7")
def test_a_school_counts_from_the_day_that_it_names(
    town: Town, screens: Screens
) -> None:
    start(town)
    counts(town, date(2026, 10, 5))

    assert screens.row.expected == screens.report().expected == 3
    town.clock.moment = at("2026-11-09 10:00")
    assert screens.row.expected == screens.report().expected == 4


@pytest.mark.rule("R7")
def test_before_start_nothing_is_expected(town: Town, screens: Screens) -> None:
    with town.store.transaction(TEAM) as records:
        records.put(SET_UPS, SetUp(school=OAKFIELD, founders=()))

    assert (screens.row.expected, screens.state()) == (0, EctState.NO_RECORD)


def counts(town: Town, since: date) -> None:
    with town.store.transaction(TEAM) as records:
        school = records.get(SCHOOLS, OAKFIELD)
        assert school is not None
        records.put(SCHOOLS, msgspec.structs.replace(school, counts_from=since))


@pytest.mark.rule("R7")
def test_who_never_met_is_not_said_to_have_met_whatever_the_reasons(
    town: Town, screens: Screens
) -> None:
    town.clock.moment = at("2026-09-21 10:00")
    give_reason(town, date(2026, 9, 7))
    give_reason(town, date(2026, 9, 14))

    assert (screens.row.held, screens.row.expected) == (0, 2)
    assert screens.state() is EctState.NO_RECORD
    log(town, "2026-09-16 09:00")
    assert screens.state() is EctState.MET


@pytest.mark.rule("R7")
def test_three_questions_without_an_answer_are_a_gap(
    town: Town, screens: Screens
) -> None:
    town.clock.moment = at("2026-09-07 09:00")
    log(town, "2026-09-08 09:00")
    town.clock.moment = at("2026-09-14 08:00")
    plan(town, "2026-09-14 09:00")  # a Monday

    town.clock.moment = at("2026-09-16 16:00")  # asked for the third time
    assert screens.state() is EctState.MET
    town.clock.moment = at("2026-09-17 09:00")
    assert screens.state() is EctState.GAP
    assert screens.row.expected == screens.report().expected == 2
    assert [week.gap for week in screens.report().weeks][:3] == [0, 0, 1]
    log(town, "2026-09-14 09:00")
    assert screens.state() is EctState.MET


# Lost time ----------------------------------------------------------------------------


@pytest.mark.rule("R7")
def test_time_that_was_taken_is_one_week_lost_everywhere(
    town: Town, screens: Screens
) -> None:
    monday = date(2026, 11, 2)
    give_reason(town, monday, Why.TIME_TAKEN)
    form = open_time(town.ports, town.actor(PRIYA))
    (part,) = form.parts

    assert part.count is not None
    assert part.count.weeks_lost == 1
    assert "lost" in said_of(form, monday)
    assert lost_in_report(screens) == 1

    # What its mentor says of the week comes in its place, and is not added.
    which = Which(OAKFIELD, Role.MENTOR, monday)
    note_time(town.ports, town.actor(PRIYA), which, lost_to=LostTo.COVER)
    assert "lost to cover" in said_of(open_time(town.ports, town.actor(PRIYA)), monday)
    assert lost_in_report(screens) == 1
    note_time(town.ports, town.actor(PRIYA), which, lost_to=None)
    assert "you got your time" in said_of(
        open_time(town.ports, town.actor(PRIYA)), monday
    )
    assert lost_in_report(screens) == 0


def said_of(form: TimeForm, monday: date) -> str:
    text = str(time_form(form).to_dict())
    return text[text.index("This week, from Mon 2 Nov") :][:120]


def lost_in_report(screens: Screens) -> int:
    wish = ReportWish(OAKFIELD, Role.INDUCTION_TUTOR, Period.HALF_TERM, EWA)
    found = report(screens.town.ports, screens.town.actor(RUTH), wish)
    return next(one.time_lost for one in found.mentors if one.name == "Priya Shah")


@pytest.mark.rule("R7")
def test_a_week_lost_stands_in_the_files_of_a_report_as_on_the_screens(
    town: Town, screens: Screens
) -> None:
    log(town, "2026-09-08 09:00")
    give_reason(town, date(2026, 11, 2), Why.TIME_TAKEN)
    wish = ReportWish(OAKFIELD, Role.INDUCTION_TUTOR, Period.YEAR, EWA)
    found = report(town.ports, town.actor(RUTH), wish)
    row, status = screens.row, screens.status
    (part,) = open_time(town.ports, town.actor(PRIYA)).parts

    assert part.count is not None
    lost = part.count.weeks_lost
    book = openpyxl.load_workbook(BytesIO(as_xlsx(found)))
    (ect,) = list(book["Totals"].values)[1:]
    assert ect[4:6] == (row.held, row.expected) == (status.held, status.expected)
    mentors = {one[0]: one[-1] for one in book["Mentors"].values}
    assert mentors["Priya Shah"] == f"0 / {lost}" == "0 / 1"
    pages = pypdfium2.PdfDocument(as_pdf(found))
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert f"0 / {lost}" in text
    weeks = list(book["Weeks"].values)[1:]
    assert sum(int(str(week[2])) for week in weeks) == row.expected


# A change of mentor -------------------------------------------------------------------


def new_mentor(
    town: Town, mentor: PersonId, begins: date | None = None, *, ect: PersonId = EWA
) -> str:
    done = changes.change_mentor(
        town.ports,
        town.actor(ADAM),
        target(town, ect),
        mentor=mentor,
        begins=begins or town.today(),
    )
    assert done.change is not None
    return done.change


@pytest.mark.rule("R7")
def test_what_was_held_and_expected_stays_with_the_ect(
    town: Town, screens: Screens
) -> None:
    for day in (8, 15, 22, 29):
        log(town, f"2026-09-{day:02} 09:00")
    held, expected = screens.row.held, screens.row.expected
    new_mentor(town, SUNIL)

    assert (held, expected) == (4, 7)
    for shown in (
        screens.row,
        screens.status,
        screens.report(),
        screens.report(EWA, Role.ECT),
        screens.report(SUNIL, Role.MENTOR),
    ):
        assert (shown.held, shown.expected) == (held, expected)


@pytest.mark.rule("R7")
def test_who_left_and_is_entered_again_begins_anew_on_all_screens(
    town: Town, screens: Screens
) -> None:
    town.clock.moment = at("2026-11-04 10:00")
    log(town, "2026-11-03 09:00")
    assert (screens.status.held, len(screens.status.this_week)) == (1, 1)
    admin = town.actor(ADAM)
    changes.enter_leaving(
        town.ports, admin, target(town, EWA), last_day=date(2026, 11, 3)
    )
    entry = EctEntry(ect=EWA, mentor=PRIYA, tutor=RUTH, began=town.today())
    changes.enter_ect(town.ports, admin, target(town, EWA), entry)

    assert (screens.row.held, screens.status.held, screens.report().held) == (0, 0, 0)
    assert screens.status.this_week == ()


def test_who_handed_over_has_a_report_up_to_then_alone(
    town: Town, screens: Screens
) -> None:
    log(town, "2026-09-08 09:00")
    new_mentor(town, SUNIL, date(2026, 11, 9))
    town.clock.moment = at("2026-11-24 17:00")
    theirs = screens.report(PRIYA, Role.MENTOR)

    assert theirs.held == 1
    assert theirs.expected == 8
    assert screens.report(SUNIL, Role.MENTOR).expected == 10
    assert theirs.mentors == ("Priya Shah",)


@pytest.mark.rule("R7")
def test_no_mentor_is_named_for_sessions_that_were_not_theirs_to_hold(
    town: Town,
) -> None:
    town.clock.moment = at("2026-09-21 08:00")
    new_mentor(town, SUNIL)
    town.clock.moment = at("2026-09-21 08:30")
    told(town, RUTH)

    said = [drawn.text for drawn in town.messenger.drawn if drawn.to == RUTH]
    assert any("Ewa Kowal: the last 2 expected sessions" in text for text in said)
    assert not any("Sunil Rao and Ewa Kowal" in text for text in said)


@pytest.mark.rule("R7")
def test_friday_tells_of_the_time_that_a_mentor_lost_before_handing_over(
    town: Town,
) -> None:
    give_reason(town, date(2026, 11, 2), Why.TIME_TAKEN)
    new_mentor(town, SUNIL, date(2026, 11, 9))
    new_mentor(town, SUNIL, date(2026, 11, 9), ect=OMAR)
    town.clock.moment = at("2026-11-13 15:31")
    shown = [one for one in told(town, RUTH) if one.nudge.kind is NudgeKind.DIGEST]

    assert [one.name for one in shown[-1].time_lost] == ["Priya Shah"]
