"""The training ledger: its pace, once and for all, and when a reminder is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.half_terms import halves
from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.entitlement.training import (
    BEHIND_MINUTES,
    MINUTES,
    Entitlement,
    Ledger,
    Programme,
    TrainingEntry,
    TrainingLine,
    assumed,
    check_entitlement,
    check_entry,
    expected_minutes,
    ledger,
    read_training_line,
    tailored_minutes,
)
from bot.domain.entitlement.training_pace import training_pace
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import TrainingId
from bot.domain.people.member import Role
from bot.domain.sessions.log_line import NotUnderstood
from tests.builders import LONDON, MENTOR, SCHOOL, a_calendar, a_member, at
from tests.strategies import calendars, days

BEGAN = date(2026, 9, 3)
TODAY = date(2026, 11, 11)
NOW = at("2026-11-11 10:40")
NOW_LOCAL = NOW.astimezone(LONDON)
CALENDAR = a_calendar()
MENTORING = a_member(Role.MENTOR)


def an_entitlement(
    offer: Programme = Programme.FUNDED, **changes: object
) -> Entitlement:
    given_: dict[str, object] = {
        "offer": offer,
        "began_on": BEGAN,
        "minutes": MINUTES.get(offer, 600),
    }
    return Entitlement(**(given_ | changes))  # type: ignore[arg-type]  # by name


def an_entry(day: date, minutes: int, **changes: object) -> TrainingEntry:
    entry = {
        "id": TrainingId("entry-1"),
        "person": MENTOR,
        "school": SCHOOL,
        "day": day,
        "minutes": minutes,
        "recorded_at": NOW,
    }
    return TrainingEntry(**(entry | changes))  # type: ignore[arg-type]  # by name


def why_unfit(
    wanted: Entitlement, standing: Ledger | None = None, today: date = TODAY
) -> Unfit | None:
    try:
        check_entitlement(wanted, standing=standing, today=today)
    except Unfit as unfit:
        return unfit
    return None


# Pace ---------------------------------------------------------------------------------


@pytest.mark.rule("R6")
@pytest.mark.parametrize(
    ("on", "hours"),
    [
        (date(2026, 9, 2), 0),
        (date(2026, 12, 18), 6.67),  # a term: about 6 to 7 hours
        (date(2027, 1, 3), 6.67),
        (date(2027, 3, 25), 13.33),
        (date(2027, 7, 21), 20),
    ],
)
def test_twenty_hours_over_a_year_come_to_about_six_to_seven_a_term(
    on: date, hours: float
) -> None:
    minutes = expected_minutes(an_entitlement(), CALENDAR, on=on)

    assert minutes == pytest.approx(hours * 60, abs=1)


@pytest.mark.rule("R6")
def test_earlier_starters_have_thirty_six_hours_over_two_years() -> None:
    began = date(2025, 1, 6)
    earlier = assumed(began)

    assert (earlier.offer, earlier.minutes) == (Programme.EARLIER, 36 * 60)
    assert assumed(date(2025, 9, 1)).offer is Programme.FUNDED
    # A year and two thirds before the first known term, by the calendar.
    share = expected_minutes(earlier, CALENDAR, on=date(2026, 9, 2)) / earlier.minutes
    assert share == pytest.approx(0.83, abs=0.01)


@pytest.mark.rule("R6")
@given(calendars(), days(), days(), days(), st.sampled_from(Programme))
def test_an_even_pace_never_falls_and_never_passes_the_total(
    calendar: SchoolCalendar, began: date, one: date, other: date, offer: Programme
) -> None:
    entitlement = an_entitlement(offer, began_on=began)
    early, late = (
        expected_minutes(entitlement, calendar, on=on) for on in sorted((one, other))
    )

    assert 0 <= early <= late <= entitlement.minutes


@given(st.lists(st.tuples(days(), st.integers(5, 600), st.booleans()), max_size=8))
def test_the_ledger_adds_up_what_stands_whoever_the_ect_was(
    noted: list[tuple[date, int, bool]],
) -> None:
    entries = [an_entry(day, minutes, is_undone=gone) for day, minutes, gone in noted]

    found = ledger(an_entitlement(), entries, CALENDAR, on=TODAY)

    assert found.done == sum(m for day, m, gone in noted if not gone and day <= TODAY)
    assert found.short_by == max(0, found.expected - found.done)


# Once ---------------------------------------------------------------------------------


@pytest.mark.rule("R6")
@pytest.mark.parametrize(
    ("done", "began"), [(60, date(2027, 9, 6)), (20 * 60, date(2027, 1, 4))]
)
def test_a_second_funded_entitlement_is_refused_with_the_reason(
    done: int, began: date
) -> None:
    standing = Ledger(an_entitlement(), done=done, expected=0)

    unfit = why_unfit(an_entitlement(began_on=began), standing, date(2027, 9, 10))

    assert unfit is not None
    assert unfit.field is Field.BEGAN
    assert "once to each mentor" in unfit.sentence
    assert "Thu 3 Sep 2026" in unfit.sentence


@pytest.mark.rule("R6")
@given(days(), days(), st.integers(0, 40 * 60), st.sampled_from(Programme))
def test_no_second_one_is_ever_let_in(
    first: date, again: date, done: int, offer: Programme
) -> None:
    standing = Ledger(an_entitlement(offer, began_on=first), done=done, expected=0)
    wanted = an_entitlement(Programme.FUNDED, began_on=again)

    is_over = again > standing.entitlement.ends_on
    if is_over or (done >= standing.entitlement.minutes and again > first):
        assert why_unfit(wanted, standing, date(2029, 1, 1)) is not None


@pytest.mark.rule("R6")
def test_a_wrong_beginning_can_be_put_right() -> None:
    standing = Ledger(an_entitlement(), done=300, expected=0)

    assert why_unfit(an_entitlement(began_on=date(2026, 10, 1)), standing) is None
    assert why_unfit(an_entitlement(began_on=date(2025, 10, 1)), standing) is None


@pytest.mark.rule("R6")
def test_a_tailored_total_says_who_agreed_it() -> None:
    tailored = an_entitlement(Programme.TAILORED, minutes=tailored_minutes(12))
    unfit = why_unfit(tailored)

    assert tailored.minutes == 720
    assert unfit is not None
    assert unfit.field is Field.AGREED
    agreed = an_entitlement(Programme.TAILORED, agreed_with="Example Provider")
    assert why_unfit(agreed) is None


@pytest.mark.parametrize(
    ("offer", "began", "says"),
    [
        (Programme.EARLIER, date(2026, 9, 3), "before September 2025"),
        (Programme.FUNDED, date(2025, 8, 31), "36 hours over two years"),
        (Programme.FUNDED, date(2026, 11, 12), "no hours yet"),
    ],
)
def test_an_offer_that_does_not_go_with_its_date_is_refused(
    offer: Programme, began: date, says: str
) -> None:
    unfit = why_unfit(an_entitlement(offer, began_on=began))

    assert unfit is not None
    assert says in unfit.sentence


@pytest.mark.parametrize("hours", [0, -1, 61, float("nan"), float("inf")])
def test_a_total_that_cannot_be_is_refused(hours: float) -> None:
    with pytest.raises(Unfit, match="Give the total in hours"):
        tailored_minutes(hours)


# One entry ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "day", "minutes"),
    [
        ("90m", TODAY, 90),
        ("2h yesterday", date(2026, 11, 10), 120),
        ("an hour and a half on 3 Nov", date(2026, 11, 3), 90),
    ],
)
def test_a_line_says_how_long_and_when(line: str, day: date, minutes: int) -> None:
    assert read_training_line(line, now_local=NOW_LOCAL) == TrainingLine(day, minutes)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("yesterday", "How long was it?"),
        ("90m zebra", "I keep no words about training"),
        ("90m 31/2", "not a date"),
    ],
)
def test_a_line_that_cannot_be_read_is_kept(line: str, says: str) -> None:
    read = read_training_line(line, now_local=NOW_LOCAL)

    assert isinstance(read, NotUnderstood)
    assert says in read.problem
    assert read.typed == line


@pytest.mark.parametrize(
    ("day", "minutes", "field"),
    [
        (TODAY + timedelta(days=1), 60, Field.DAY),
        (date(1, 1, 1), 60, Field.DAY),
        (TODAY, 4, Field.LENGTH),
        (TODAY, 601, Field.LENGTH),
    ],
)
def test_an_entry_that_cannot_be_is_refused(
    day: date, minutes: int, field: Field
) -> None:
    with pytest.raises(Unfit) as refused:
        check_entry(day, minutes, today=TODAY)

    assert refused.value.field is field


# The reminder -------------------------------------------------------------------------


@pytest.mark.rule("R6")
def test_who_is_more_than_two_hours_behind_is_reminded_near_the_half_terms_end() -> (
    None
):
    behind = Ledger(an_entitlement(), done=0, expected=BEHIND_MINUTES + 1)

    nudge = training_pace(CALENDAR, MENTORING, behind, on=date(2026, 12, 8))

    assert nudge is not None
    assert nudge.not_before == at("2026-12-07 08:15")
    assert nudge.not_after == at("2026-12-18 17:00")
    early = training_pace(CALENDAR, MENTORING, behind, on=date(2026, 12, 4))
    assert early is None


@pytest.mark.rule("R6")
@given(calendars(), days(), st.integers(0, 1200), st.integers(0, 1200))
def test_nobody_is_reminded_who_is_within_two_hours_of_the_pace(
    calendar: SchoolCalendar, on: date, done: int, expected: int
) -> None:
    found = Ledger(an_entitlement(), done=done, expected=expected)

    nudge = training_pace(calendar, MENTORING, found, on=on)

    if expected - done <= BEHIND_MINUTES:
        assert nudge is None
    if nudge is not None:
        (half,) = [half for half in halves(calendar) if on in half]
        assert half.first <= calendar.day_of(nudge.not_before)
        assert calendar.day_of(nudge.not_after) <= half.last
        assert nudge.not_before < nudge.not_after
        assert nudge.reader == MENTOR


@pytest.mark.rule("R6")
@pytest.mark.parametrize(
    ("on", "reminded"), [(date(2027, 7, 19), True), (date(2027, 9, 3), False)]
)
def test_once_the_year_is_over_nobody_is_reminded(on: date, *, reminded: bool) -> None:
    assert ledger(an_entitlement(), [], CALENDAR, on=on).is_behind is reminded


@pytest.mark.rule("R6")
@pytest.mark.parametrize(
    ("on", "sure"), [(date(2026, 12, 18), False), (date(2027, 1, 16), True)]
)
def test_a_beginning_that_is_assumed_is_asked_about_for_a_half_term(
    on: date, *, sure: bool
) -> None:
    noted = an_entry(date(2026, 11, 11), 60)
    found = ledger(assumed(date(2026, 9, 3)), [noted], CALENDAR, on=on)
    assert (found.is_behind, found.is_to_be_asked) == (sure, not sure)
    said = ledger(an_entitlement(), [noted], CALENDAR, on=on)
    assert (said.is_behind, said.is_to_be_asked) == (True, False)


@pytest.mark.rule("R6")
@given(calendars())
def test_there_is_one_reminder_a_half_term_however_often_the_clock_looks(
    calendar: SchoolCalendar,
) -> None:
    behind = Ledger(an_entitlement(), done=0, expected=600)
    for half in halves(calendar):
        length = (half.last - half.first).days + 1
        in_half = [half.first + timedelta(days=n) for n in range(length)]
        found = [training_pace(calendar, MENTORING, behind, on=day) for day in in_half]
        assert len({nudge.key for nudge in found if nudge is not None}) <= 1
