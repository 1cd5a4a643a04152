"""What can be logged and what can be planned, and what is said to what cannot."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.kernel.drafts import Choice, Field, SessionDraft
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import PairingId, PersonId
from bot.domain.people.member import Member, Role
from bot.domain.school.profile import DEFAULT_EXCEPTIONAL_REASONS, DEFAULT_FOCUS_AREAS
from bot.domain.sessions.records import (
    MAX_MINUTES,
    MIN_MINUTES,
    NEXT_STEP_MAX_CHARS,
    NOTE_MAX_CHARS,
    SessionState,
    TimeClass,
)
from bot.domain.sessions.session_rules import (
    MAX_FOCUS_AREAS,
    MAX_NEXT_STEPS,
    Circumstances,
    check_held,
    check_planned,
    tidy,
    why_outside,
)
from tests.builders import (
    a_calendar,
    a_draft,
    a_member,
    a_pairing,
    a_session,
    at,
    hours,
    span,
)
from tests.strategies import moments

NOW = at("2026-11-03 16:00")  # an hour after the draft's end, the same Tuesday
EARLIER = at("2026-11-02 16:00")
REASON = DEFAULT_EXCEPTIONAL_REASONS[0]
OTHER = PersonId("U0OTHER")


def around(**changes: Any) -> Circumstances:
    return replace(
        Circumstances(
            pairing=a_pairing(),
            calendar=a_calendar(),
            mentor=a_member(Role.MENTOR),
            ect=a_member(Role.ECT),
            now=NOW,
            nearby=(),
        ),
        **changes,
    )


def refused(draft: SessionDraft, **changes: Any) -> Unfit:
    with pytest.raises(Unfit) as unfit:
        check_held(draft, around(**changes))
    return unfit.value


def refused_plan(draft: SessionDraft, **changes: Any) -> Unfit:
    with pytest.raises(Unfit) as unfit:
        check_planned(draft, around(**({"now": EARLIER} | changes)))
    return unfit.value


def outcome(draft: SessionDraft, here: Circumstances) -> TimeClass | Unfit:
    try:
        return check_held(draft, here)
    except Unfit as no:
        return no


def overlaps(found: TimeClass | Unfit) -> bool:
    return isinstance(found, Unfit) and found.field is Field.START


# What fits ----------------------------------------------------------------------------


@pytest.mark.rule("R2")
def test_a_session_of_today_with_its_words_can_be_logged() -> None:
    draft = a_draft(
        focus_areas=DEFAULT_FOCUS_AREAS[:2],
        note="Entry routine worked well.",
        next_steps=("Script the first two minutes",),
    )

    assert check_held(draft, around()) is TimeClass.TEACHING


def test_a_session_of_tomorrow_can_be_planned() -> None:
    assert check_planned(a_draft(), around(now=EARLIER)) is TimeClass.TEACHING


def test_a_session_can_be_logged_from_the_minute_it_began() -> None:
    draft = a_draft()

    assert check_held(draft, around(now=draft.starts_at)) is TimeClass.TEACHING


@pytest.mark.rule("R2")
@pytest.mark.parametrize(
    "draft",
    [
        a_draft(minutes=MIN_MINUTES),
        a_draft(minutes=MAX_MINUTES, starts_at=at("2026-11-03 09:00")),
        a_draft(note="x" * NOTE_MAX_CHARS),
        a_draft(next_steps=("x" * NEXT_STEP_MAX_CHARS,) * MAX_NEXT_STEPS),
        a_draft(focus_areas=DEFAULT_FOCUS_AREAS[:MAX_FOCUS_AREAS]),
    ],
    ids=["shortest", "longest", "long note", "most steps", "most focus areas"],
)
def test_each_limit_itself_still_fits(draft: SessionDraft) -> None:
    assert check_held(draft, around()) is TimeClass.TEACHING


# When it was --------------------------------------------------------------------------


def test_what_is_still_to_come_can_be_planned_instead_of_logged() -> None:
    no = refused(a_draft(starts_at=at("2026-11-03 16:01")))

    assert no.sentence == (
        "Tue 3 Nov at 16:01 is still to come, so it cannot be logged yet. "
        "You can plan it instead, or give another date."
    )
    assert (no.field, no.choice) == (Field.DAY, Choice.PLAN_INSTEAD)


def test_a_date_of_next_year_is_said_with_its_year() -> None:
    no = refused(a_draft(starts_at=at("2027-03-02 14:00")))

    assert no.sentence.startswith("Tue 2 Mar 2027 at 14:00 is still to come")


def test_what_has_passed_can_be_logged_instead_of_planned() -> None:
    no = refused_plan(a_draft(), now=at("2026-11-03 14:00"))

    assert no.sentence.startswith("That time has passed, so it cannot be planned.")
    assert (no.field, no.choice) == (Field.DAY, Choice.LOG_INSTEAD)


def test_a_session_before_the_pairing_began_is_refused_with_the_date() -> None:
    no = refused(a_draft(), pairing=a_pairing(begins_on=date(2026, 11, 4)))

    assert no.sentence == (
        "You became Tom Reed's mentor on Wed 4 Nov, and Tue 3 Nov is before that. "
        "Check the date."
    )
    assert no.field is Field.DAY


def test_a_session_after_the_pairing_ended_is_refused_with_the_date() -> None:
    no = refused(a_draft(), pairing=a_pairing(ends_on=date(2026, 11, 2)))

    assert no.sentence == (
        "Your mentoring of Tom Reed ended on Mon 2 Nov. Check the date."
    )


@pytest.mark.parametrize("only_day", [{"begins_on": date(2026, 11, 3)}, {}])
def test_the_first_and_the_last_day_of_a_pairing_belong_to_it(
    only_day: dict[str, date],
) -> None:
    pairing = a_pairing(ends_on=date(2026, 11, 3), **only_day)

    assert check_held(a_draft(), around(pairing=pairing)) is TimeClass.TEACHING


def test_a_date_past_the_known_terms_says_who_can_add_the_next() -> None:
    no = refused_plan(a_draft(starts_at=at("2027-09-07 14:00")))

    assert no.sentence == (
        "I know your school's terms up to Wed 21 Jul 2027 only. "
        "Ask your school admin to add the next ones."
    )


# How much of it -----------------------------------------------------------------------


def test_a_session_that_is_too_long_says_what_to_do() -> None:
    no = refused(a_draft(minutes=MAX_MINUTES + 1))

    assert no.sentence == (
        "4 hours 1 minute is longer than the 4 hours that one session can be. "
        "If you met twice that day, log the two sessions one by one."
    )
    assert no.field is Field.LENGTH


@pytest.mark.parametrize("minutes", [MIN_MINUTES - 1, 0, -50])
def test_a_session_that_is_too_short_says_what_to_type(minutes: int) -> None:
    no = refused(a_draft(minutes=minutes))

    assert no.sentence == (
        "A session is at least 5 minutes. Give its length in minutes, like 50m."
    )


@pytest.mark.parametrize(
    ("draft", "field", "beginning"),
    [
        (
            a_draft(note="x" * (NOTE_MAX_CHARS + 1)),
            Field.NOTE,
            "The note has 2,001 characters and 2,000 fit.",
        ),
        (
            a_draft(next_steps=("x",) * (MAX_NEXT_STEPS + 1)),
            Field.NEXT_STEPS,
            "That is 6 next steps; up to 5 fit, one a line.",
        ),
        (
            a_draft(next_steps=("x" * (NEXT_STEP_MAX_CHARS + 1),)),
            Field.NEXT_STEPS,
            "A next step can have 150 characters, and",
        ),
        (
            a_draft(focus_areas=DEFAULT_FOCUS_AREAS[: MAX_FOCUS_AREAS + 1]),
            Field.FOCUS,
            "Pick up to 5 focus areas.",
        ),
        (
            a_draft(focus_areas=("Grading",)),
            Field.FOCUS,
            "Pick focus areas from your school's list.",
        ),
        (
            a_draft(reason="Because"),
            Field.REASON,
            "Pick a reason from your school's list.",
        ),
    ],
    ids=["note", "steps", "step", "focus areas", "focus area", "reason"],
)
def test_words_that_do_not_fit_name_their_field_and_what_would_fit(
    draft: SessionDraft, field: Field, beginning: str
) -> None:
    for no in (refused(draft), refused_plan(draft)):
        assert no.sentence.startswith(beginning)
        assert no.field is field


def test_a_refusal_repeats_no_more_of_a_next_step_than_its_beginning() -> None:
    no = refused(a_draft(next_steps=("y" * 30 + "z" * 200,)))

    assert "y" * 30 + "…" in no.sentence
    assert "z" * 2 not in no.sentence


# Another session at that time ---------------------------------------------------------


def test_the_same_session_twice_is_refused_and_says_how_to_change_it() -> None:
    no = refused(a_draft(), nearby=[a_session()])

    assert no.sentence == (
        "A session with Tom Reed on Tue 3 Nov, 14:00–14:50 is logged already, and "
        "this one overlaps it. Change the time, or edit that one from its receipt."
    )
    assert no.field is Field.START


def test_another_session_of_the_mentor_says_so_without_a_name() -> None:
    theirs = a_session(pairing=PairingId("pairing-2"), ect=OTHER)

    no = refused(a_draft(), nearby=[theirs])

    assert no.sentence == (
        "You have another session on Tue 3 Nov, 14:00–14:50, and this one overlaps "
        "it. Change the time."
    )


def test_another_session_of_the_ect_says_so_without_the_other_mentor() -> None:
    theirs = a_session(pairing=PairingId("pairing-2"), mentor=OTHER)

    no = refused(a_draft(), nearby=[theirs])

    assert no.sentence == (
        "Tom Reed has another session on Tue 3 Nov, 14:00–14:50. Change the time."
    )


@pytest.mark.parametrize(
    ("starts", "minutes", "shared"),
    [
        ("2026-11-03 13:10", 50, False),  # ends as the other begins
        ("2026-11-03 13:11", 50, True),
        ("2026-11-03 14:10", 10, True),  # within it
        ("2026-11-03 13:30", 100, True),  # around it
        ("2026-11-03 14:49", 20, True),
        ("2026-11-03 14:50", 20, False),  # begins as the other ends
        ("2026-11-02 14:00", 50, False),
    ],
)
def test_sessions_may_touch_and_not_overlap(
    starts: str, minutes: int, *, shared: bool
) -> None:
    draft = a_draft(starts_at=at(starts), minutes=minutes, reason=REASON)

    assert overlaps(outcome(draft, around(nearby=[a_session()]))) is shared


@pytest.mark.parametrize(
    ("state", "logging", "planning"),
    [
        (SessionState.HELD, False, False),
        (SessionState.PLANNED, True, False),  # what took place goes before a plan
        (SessionState.UNDONE, True, True),  # what was taken back takes up no time
    ],
)
def test_what_takes_up_a_time_depends_on_what_became_of_it(
    state: SessionState, *, logging: bool, planning: bool
) -> None:
    nearby = [a_session(state=state)]

    for fit, now, fits in (
        (check_held, NOW, logging),
        (check_planned, EARLIER, planning),
    ):
        here = around(now=now, nearby=nearby)
        if fits:
            assert fit(a_draft(), here) is TimeClass.TEACHING
        else:
            with pytest.raises(Unfit, match="already"):
                fit(a_draft(), here)


def test_a_planned_session_in_the_way_of_a_plan_is_called_planned() -> None:
    no = refused_plan(a_draft(), nearby=[a_session(state=SessionState.PLANNED)])

    assert "is planned already" in no.sentence


def test_lengths_are_true_lengths_on_the_night_of_the_clock_change() -> None:
    # From 00:30 the clocks show 00:30 to 01:59, then 01:00 once more. 100 minutes end
    # at 01:10 of the second time, when the other session begins.
    first = at("2026-10-25 00:30")
    other = a_session(starts_at=datetime.fromisoformat("2026-10-25T01:10+00:00"))

    def takes(minutes: int) -> TimeClass | Unfit:
        draft = a_draft(starts_at=first, minutes=minutes, reason=REASON)
        return outcome(draft, around(nearby=[other]))

    assert takes(100) is TimeClass.OUTSIDE_CONTRACT
    assert overlaps(takes(101))


@given(moments(), st.integers(5, 240), st.integers(-300, 300), st.integers(5, 240))
def test_a_session_is_refused_just_when_a_minute_would_be_shared(
    starts_at: datetime, minutes: int, later: int, other_minutes: int
) -> None:
    draft = a_draft(starts_at=starts_at, minutes=minutes, reason=REASON)
    other_at = starts_at + timedelta(minutes=later)
    other = a_session(starts_at=other_at, minutes=other_minutes)
    here = around(
        pairing=a_pairing(begins_on=date(2026, 1, 1)),
        now=at("2028-01-01 00:00"),
        nearby=[other],
    )
    begins, other_begins = starts_at.timestamp(), other_at.timestamp()
    shared = max(begins, other_begins) < min(
        begins + 60 * minutes, other_begins + 60 * other_minutes
    )

    assume(here.calendar.day_of(starts_at) <= here.calendar.runs_out_on)
    assert overlaps(outcome(draft, here)) is shared


# Outside teaching hours ---------------------------------------------------------------


@pytest.mark.rule("R8")
@pytest.mark.parametrize(
    ("starts", "sentence"),
    [
        ("2026-11-03 14:00", None),
        ("2026-11-03 15:30", "Tue 3 Nov at 15:30 is outside teaching hours."),
        (
            "2026-11-03 18:00",
            (
                "Tue 3 Nov at 18:00 is outside the contracted time of Priya Shah and "
                "Tom Reed."
            ),
        ),
        ("2026-10-26 10:00", "Mon 26 Oct is in the half-term holiday."),
        ("2026-11-07 10:00", "Sat 7 Nov is at the weekend."),
        ("2027-05-03 10:00", "Mon 3 May is a bank holiday."),
        ("2026-09-01 10:00", "Tue 1 Sep is a closure day at your school."),
        ("2026-10-23 10:00", "Fri 23 Oct is a closure day at your school."),
        (
            "2026-10-23 18:00",
            (
                "Fri 23 Oct at 18:00 is outside the contracted time of Priya Shah and "
                "Tom Reed."
            ),
        ),
        ("2026-12-22 10:00", "Tue 22 Dec is in the school holidays."),
        ("2026-12-26 10:00", "Sat 26 Dec is in the school holidays."),
    ],
)
def test_a_time_outside_teaching_hours_says_why_it_is(
    starts: str, sentence: str | None
) -> None:
    people = (a_member(Role.MENTOR), a_member(Role.ECT))

    said = why_outside(a_draft(starts_at=at(starts)), a_calendar(), people)

    assert said == sentence


@pytest.mark.rule("R8")
def test_a_day_without_lessons_says_so() -> None:
    calendar = a_calendar(teaching_hours=hours("08:45", "15:15", days="mon tue wed"))

    said = why_outside(
        a_draft(starts_at=at("2026-11-05 10:00")), calendar, [a_member()]
    )

    assert said == "Thu 5 Nov is a day without teaching at your school."


@pytest.mark.rule("R8")
@pytest.mark.parametrize(
    "ect",
    [
        a_member(contracted_hours=hours("08:15", "16:45", days="mon wed")),
        a_member(away=(span("2026-11-03"),)),
    ],
    ids=["part-timer", "away"],
)
def test_a_time_that_one_of_them_does_not_work_names_that_one(ect: Member) -> None:
    said = why_outside(a_draft(), a_calendar(), (a_member(Role.MENTOR), ect))

    assert said == ("Tue 3 Nov at 14:00 is outside the contracted time of Tom Reed.")


@pytest.mark.rule("R8")
def test_outside_teaching_hours_a_reason_is_asked_for_and_nothing_is_refused() -> None:
    after_school = a_draft(starts_at=at("2026-11-03 15:30"), minutes=30)

    no = refused(after_school)

    assert no.sentence == (
        "Tue 3 Nov at 15:30 is outside teaching hours. If you did meet then, pick a "
        "reason: your induction tutor will see the flag and the reason, not the note."
    )
    assert (no.field, no.choice) == (Field.REASON, Choice.GIVE_REASON)
    with_reason = replace(after_school, reason=REASON)
    assert check_held(with_reason, around()) is TimeClass.OUTSIDE_TEACHING


@pytest.mark.rule("R8")
def test_a_plan_outside_teaching_hours_is_asked_about_as_a_plan() -> None:
    no = refused_plan(a_draft(starts_at=at("2026-11-03 15:30"), minutes=30))

    assert no.sentence == (
        "Tue 3 Nov at 15:30 is outside teaching hours. If there is no better time, "
        "pick a reason: your induction tutor will see the flag and the reason, not the "
        "note."
    )


@pytest.mark.rule("R8")
@given(moments(), st.integers(MIN_MINUTES, MAX_MINUTES))
def test_with_a_reason_no_time_is_refused_for_being_outside(
    starts_at: datetime, minutes: int
) -> None:
    draft = a_draft(starts_at=starts_at, minutes=minutes, reason=REASON)
    here = around(
        pairing=a_pairing(begins_on=date(2026, 1, 1)), now=at("2028-01-01 00:00")
    )

    assume(here.calendar.day_of(starts_at) <= here.calendar.runs_out_on)
    assert check_held(draft, here) is here.calendar.time_class(
        starts_at, minutes, (here.mentor, here.ect)
    )


@pytest.mark.rule("R8")
@given(moments(), st.integers(MIN_MINUTES, MAX_MINUTES))
def test_a_reason_is_asked_for_just_when_a_time_is_outside(
    starts_at: datetime, minutes: int
) -> None:
    calendar, people = a_calendar(), [a_member()]

    said = why_outside(a_draft(starts_at=starts_at, minutes=minutes), calendar, people)

    inside = calendar.time_class(starts_at, minutes, people) is TimeClass.TEACHING
    assert (said is None) is inside
    if said is not None:
        assert said.endswith(".")
        assert "breach" not in said


# Text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Good start.\n", "Good start."),
        ("one\ttwo", "one two"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("bell\a, null\0, escape\x1b[31m", "bell, null, escape[31m"),
        ("turned \u202eround\u2066", "turned round"),
        ("half a letter \ud800", "half a letter"),
        ("caf\u00e9 \u201cquoted\u201d", "caf\u00e9 \u201cquoted\u201d"),
        ("\U0001f468\u200d\U0001f3eb", "\U0001f468\u200d\U0001f3eb"),  # one teacher
        ("\U0001fae8", "\U0001fae8"),  # newer than this Python's tables
        ("\t\n ", ""),
    ],
)
def test_tidy_drops_what_nobody_types_and_keeps_what_people_do(
    typed: str, kept: str
) -> None:
    assert tidy(typed) == kept


@given(st.text(st.characters()))
def test_tidy_text_can_be_stored_and_is_tidy(typed: str) -> None:
    tidied = tidy(typed)

    assert tidy(tidied) == tidied
    assert tidied.encode().decode() == tidied
    assert len(tidied) <= len(typed)
