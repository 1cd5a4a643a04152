"""What makes a drop-in fit to be noted: examples first, then properties."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.entitlement.drop_ins import WORDS_MAX_CHARS, DropInDraft, check_drop_in
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from tests.builders import PAIRING, a_calendar, a_pairing
from tests.strategies import calendars, days

TODAY = date(2026, 11, 11)


def why_unfit(day: date, note: str = "", step: str = "") -> Unfit | None:
    draft = DropInDraft(PAIRING, day, encouragement=note, next_step=step)
    try:
        check_drop_in(draft, a_pairing(), a_calendar(), today=TODAY)
    except Unfit as unfit:
        return unfit
    return None


@pytest.mark.rule("R3")
def test_a_drop_in_needs_no_words() -> None:
    assert why_unfit(TODAY) is None


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 11, 12), "Thu 12 Nov is still to come."),
        (date(2026, 11, 8), "There is no teaching on Sun 8 Nov: it is the weekend."),
        (date(2026, 10, 27), "it is the half-term holiday."),
        (date(2026, 8, 31), "You were not this ECT's mentor on Mon 31 Aug."),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_what_is_wrong(
    day: date, says: str
) -> None:
    unfit = why_unfit(day)

    assert unfit is not None
    assert unfit.field is Field.DAY
    assert says in unfit.sentence


@pytest.mark.rule("R5")
@pytest.mark.parametrize("mark", ["grade: 2", "rated good", "score 7/10", "RAG: amber"])
def test_a_grade_is_refused_in_either_of_the_two_fields(mark: str) -> None:
    note = why_unfit(TODAY, note=f"Calm start, {mark}")
    step = why_unfit(TODAY, step=mark)

    assert note is not None
    assert step is not None
    assert (note.field, step.field) == (Field.NOTE, Field.NEXT_STEPS)
    assert "Mentors support and do not assess" in note.sentence


def test_words_that_are_too_long_are_refused_with_how_long_they_are() -> None:
    unfit = why_unfit(TODAY, step="a" * (WORDS_MAX_CHARS + 1))

    assert unfit is not None
    assert "501 characters" in unfit.sentence


@pytest.mark.rule("R3")
@given(calendars(), days(), days())
def test_only_a_school_day_of_the_pairing_that_has_come_is_kept(
    calendar: SchoolCalendar, day: date, today: date
) -> None:
    pairing = a_pairing()
    fits = pairing.begins_on <= day <= today and calendar.is_school_day(day)
    try:
        check_drop_in(DropInDraft(PAIRING, day), pairing, calendar, today=today)
        was_kept = True
    except Unfit:
        was_kept = False
    assert was_kept is fits


@given(st.text(max_size=60))
def test_no_words_are_refused_but_for_a_mark_or_their_length(words: str) -> None:
    unfit = why_unfit(TODAY, note=words)

    assert unfit is None or "do not assess" in unfit.sentence
