"""Which year of induction it is, and how many sessions were to be expected by now."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people.induction import (
    InductionYear,
    estimated_end,
    induction_terms,
    induction_year,
    target_of,
    tells_appropriate_body,
    working_share,
)
from bot.domain.people.pairings import Induction, Target, WorkedUntil
from bot.domain.school.profile import Term, Training
from tests.builders import (
    TERMS,
    a_calendar,
    a_pairing,
    a_school,
    an_induction,
    span,
)
from tests.strategies import days

DAY = timedelta(days=1)
ONE, TWO = InductionYear
STARTS_ON = date(2026, 9, 3)

# A second school year like the first, for part-timers who are in year 1 for longer.
NEXT_TERMS = (
    Term(name="Autumn term 2027", days=span("2027-09-06", "2027-12-17")),
    Term(name="Spring term 2028", days=span("2028-01-04", "2028-03-31")),
    Term(name="Summer term 2028", days=span("2028-04-18", "2028-07-21")),
)

full_time_equivalents = st.integers(1, 20).map(lambda twentieths: twentieths / 20)
terms_before = st.integers(0, 60).map(lambda tenths: tenths / 10)
inductions = st.builds(
    an_induction,
    counted_from=days(),
    terms_before=terms_before,
    full_time_equivalent=full_time_equivalents,
)
pairings = st.builds(a_pairing, begins_on=days())


# The year of induction ----------------------------------------------------------------


@pytest.mark.rule("R1")
@pytest.mark.parametrize(
    ("on", "terms"),
    [
        (date(2026, 8, 31), 0),
        (date(2026, 12, 18), 1),
        (date(2027, 1, 3), 1),  # holidays add nothing
        (date(2027, 3, 25), 2),
        (date(2027, 7, 21), 3),
        (date(2027, 8, 31), 3),
    ],
)
def test_a_full_timer_completes_a_term_each_term(on: date, terms: int) -> None:
    assert induction_terms(an_induction(), a_calendar(), on) == pytest.approx(terms)


@pytest.mark.rule("R1")
def test_a_term_in_progress_counts_by_its_share_of_days() -> None:
    # 3 September to 18 December is 107 days.
    terms = induction_terms(an_induction(), a_calendar(), date(2026, 9, 3))

    assert terms == pytest.approx(1 / 107)


@pytest.mark.rule("R1")
def test_someone_who_starts_in_mid_term_is_counted_from_that_day() -> None:
    halfway = an_induction(counted_from=date(2026, 12, 18))

    assert induction_terms(halfway, a_calendar(), date(2027, 3, 25)) == pytest.approx(
        1 + 1 / 107
    )


@pytest.mark.rule("R1")
def test_year_two_begins_on_the_day_after_three_terms() -> None:
    induction, calendar = an_induction(), a_calendar()

    assert induction_year(induction, calendar, date(2027, 7, 21)) is ONE
    assert induction_year(induction, calendar, date(2027, 7, 22)) is TWO


@pytest.mark.rule("R1")
def test_the_year_goes_by_induction_terms_and_not_by_the_calendar() -> None:
    spring_starter = an_induction(terms_before=2.0)

    autumn_over = date(2026, 12, 19)
    assert induction_year(spring_starter, a_calendar(), date(2026, 12, 18)) is ONE
    assert induction_year(spring_starter, a_calendar(), autumn_over) is TWO


@pytest.mark.rule("R1")
@pytest.mark.parametrize(
    ("began", "turns"),
    [
        (date(2025, 9, 3), date(2026, 7, 17)),
        (date(2026, 1, 5), date(2026, 12, 19)),
        (date(2026, 4, 20), date(2027, 3, 26)),
    ],
)
def test_terms_before_the_first_that_was_entered_count_as_well(
    began: date, turns: date
) -> None:
    induction, calendar = an_induction(counted_from=began), a_calendar()

    assert induction_year(induction, calendar, turns - DAY) is ONE
    assert induction_year(induction, calendar, turns) is TWO


@pytest.mark.rule("R1")
def test_the_end_of_an_induction_counts_the_terms_before_the_bot() -> None:
    began_before = an_induction(counted_from=date(2025, 9, 3))

    assert estimated_end(began_before, a_calendar()) == date(2027, 7, 21)


@pytest.mark.rule("R1")
def test_a_half_timers_first_year_takes_two_school_years() -> None:
    half_time = an_induction(full_time_equivalent=0.5)
    calendar = a_calendar(terms=(*TERMS, *NEXT_TERMS))

    assert induction_year(half_time, calendar, date(2027, 9, 6)) is ONE
    assert induction_year(half_time, calendar, date(2028, 7, 21)) is ONE
    assert induction_year(half_time, calendar, date(2028, 7, 22)) is TWO


@pytest.mark.rule("R1")
def test_tenths_of_terms_that_add_up_to_three_are_three() -> None:
    # As floats they add up to a hair less.
    induction = an_induction(terms_before=0.9, full_time_equivalent=0.7)

    assert induction_year(induction, a_calendar(), date(2027, 7, 22)) is TWO


@pytest.mark.rule("R1")
@given(inductions, days(), st.integers(0, 200))
def test_terms_never_shrink_and_the_year_never_goes_back(
    induction: Induction, on: date, later: int
) -> None:
    calendar = a_calendar()

    before = induction_terms(induction, calendar, on)
    after = induction_terms(induction, calendar, on + later * DAY)

    assert induction.terms_before <= before <= after
    assert after <= induction.terms_before + 3 * induction.full_time_equivalent + 1e-9
    assert induction_year(induction, calendar, on) <= induction_year(
        induction, calendar, on + later * DAY
    )


@pytest.mark.rule("R1")
@given(inductions, days(), full_time_equivalents)
def test_working_less_never_brings_year_two_forward(
    induction: Induction, on: date, other: float
) -> None:
    less, more = sorted((induction.full_time_equivalent, other))

    years = [
        induction_year(
            an_induction(
                counted_from=induction.counted_from,
                terms_before=induction.terms_before,
                full_time_equivalent=share,
            ),
            a_calendar(),
            on,
        )
        for share in (less, more)
    ]

    assert years == sorted(years)


# The target ---------------------------------------------------------------------------


@pytest.mark.rule("R7")
def test_typical_is_an_hour_a_week_in_year_1_and_every_2_weeks_in_year_2() -> None:
    assert target_of(a_pairing(), ONE, a_school(), STARTS_ON) == Target(
        weeks_per_session=1, minutes=60
    )
    assert target_of(a_pairing(), TWO, a_school(), STARTS_ON) == Target(
        weeks_per_session=2, minutes=60
    )


@pytest.mark.rule("R7")
@pytest.mark.parametrize("year", InductionYear)
def test_the_schools_own_target_comes_before_the_typical_one(
    year: InductionYear,
) -> None:
    own = Target(weeks_per_session=3, minutes=45)

    assert target_of(a_pairing(target=own), year, a_school(), STARTS_ON) == own


@pytest.mark.rule("R7")
def test_a_school_that_leads_the_training_itself_sets_its_own_number() -> None:
    school = a_school(training=Training.SCHOOL_LED, weeks_per_session=(2, 3))

    assert target_of(a_pairing(), ONE, school, STARTS_ON) == Target(weeks_per_session=2)
    assert target_of(a_pairing(), TWO, school, STARTS_ON) == Target(weeks_per_session=3)


# Working patterns, absences, and when it ends ----------------------------------------


@pytest.mark.rule("R1")
def test_full_time_induction_that_begins_with_the_year_ends_two_years_later() -> None:
    ends = estimated_end(an_induction(), a_calendar())

    assert ends == date(2028, 7, 19)  # the last day of this summer term, 52 weeks on


@pytest.mark.rule("R1")
def test_half_time_takes_twice_as_long() -> None:
    ends = estimated_end(an_induction(full_time_equivalent=0.5), a_calendar())

    assert ends is not None
    assert ends.year == 2030


def test_a_school_that_has_entered_less_than_a_year_gets_no_estimate() -> None:
    assert estimated_end(an_induction(), a_calendar(terms=TERMS[:2])) is None


@given(st.integers(0, 29))
def test_fewer_than_thirty_days_of_absence_move_nothing(absent: int) -> None:
    induction = an_induction(days_absent=(absent, absent))

    assert not tells_appropriate_body(induction, ONE)
    assert estimated_end(induction, a_calendar()) == date(2028, 7, 19)


@given(absent=st.integers(30, 190), second=st.booleans())
def test_thirty_or_more_days_in_a_year_are_told_and_move_the_end(
    absent: int, *, second: bool
) -> None:
    induction = an_induction(days_absent=(0, absent) if second else (absent, 0))
    ends = estimated_end(induction, a_calendar())

    assert tells_appropriate_body(induction, TWO if second else ONE)
    assert not tells_appropriate_body(induction, ONE if second else TWO)
    assert ends is not None
    assert ends > date(2028, 7, 19)


def test_days_are_counted_by_the_year_of_induction_and_never_added_up() -> None:
    induction = an_induction(days_absent=(29, 29))

    assert not any(tells_appropriate_body(induction, year) for year in InductionYear)


def test_a_long_absence_in_year_1_makes_year_2_begin_later() -> None:
    calendar = a_calendar(terms=(*TERMS, *NEXT_TERMS))
    first_day = NEXT_TERMS[0].days.first

    assert induction_year(an_induction(), calendar, first_day) is TWO
    absent = an_induction(days_absent=(30, 0))
    assert induction_year(absent, calendar, first_day) is ONE


@given(full_time_equivalents, full_time_equivalents, days(), days())
def test_a_change_of_pattern_counts_from_its_day_on(
    before: float, after: float, until: date, on: date
) -> None:
    calendar = a_calendar()
    changed = an_induction(
        full_time_equivalent=after,
        worked=(WorkedUntil(until=until, full_time_equivalent=before),),
    )
    as_before = an_induction(full_time_equivalent=before)
    first, second = sorted((on, until - DAY))
    if on < until:
        assert working_share(changed, on) == before
        assert induction_terms(changed, calendar, on) == pytest.approx(
            induction_terms(as_before, calendar, on)
        )
    else:
        since = an_induction(full_time_equivalent=after)
        done = induction_terms(since, calendar, second) - induction_terms(
            since, calendar, first
        )
        assert working_share(changed, on) == after
        assert induction_terms(changed, calendar, on) == pytest.approx(
            induction_terms(as_before, calendar, first) + done
        )
