"""What the passing of school days asks for, and that nobody is left waiting."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.concerns import history, ladder
from bot.domain.concerns.clock import (
    MOST_QUESTIONS,
    Outlook,
    clock_event,
    moved_date,
    promised,
)
from bot.domain.concerns.records import (
    STAGE_OF,
    Asked,
    Concern,
    ConcernEvent,
    Happening,
    Stage,
)
from bot.domain.concerns.routes import Presence
from bot.domain.people.member import Role
from bot.domain.school.profile import DateSpan
from tests.builders import (
    HEAD,
    MENTOR,
    SENT_AT,
    TUTOR,
    a_calendar,
    a_concern,
    a_step,
    at,
)
from tests.strategies import calendars, day_spans, days, moments

CALENDAR = a_calendar()
DAY = timedelta(days=1)
HERE = Outlook(reader=Presence.HERE)
GONE = Outlook(reader=Presence.GONE)
LOOK_BY, ANSWER_BY = date(2026, 11, 5), date(2026, 11, 10)
WED_4, THU_5, FRI_6 = (date(2026, 11, day) for day in (4, 5, 6))
MON_9, TUE_10, WED_11 = (date(2026, 11, day) for day in (9, 10, 11))

Told = tuple[date, ConcernEvent]
Foresight = Callable[[Concern, date], Outlook]


def always(outlook: Outlook) -> Foresight:
    return lambda _concern, _day: outlook


def away(until: date) -> Outlook:
    return Outlook(reader=Presence.AWAY, away_until=until)


def morning(day: date, calendar: SchoolCalendar = CALENDAR) -> datetime:
    return calendar.moment(day, time(9))


def one_day(
    concern: Concern,
    day: date,
    outlook: Outlook | Foresight = HERE,
    calendar: SchoolCalendar = CALENDAR,
) -> tuple[Concern, list[ConcernEvent]]:
    """Ask the clock at one moment until it has nothing more to say."""
    happened: list[ConcernEvent] = []
    now = morning(day, calendar)
    foresight = always(outlook) if isinstance(outlook, Outlook) else outlook
    while event := clock_event(concern, calendar, foresight(concern, day), now=now):
        happened.append(event)
        assert len(happened) < 5, "the clock does not come to rest"
        concern = history.evolve(concern, event)
    return concern, happened


def driven(
    concern: Concern,
    *,
    school_days: int,
    foresight: Foresight = always(HERE),  # noqa: B008 - it holds nothing
    calendar: SchoolCalendar = CALENDAR,
) -> tuple[Concern, list[Told]]:
    """Let school days pass over a concern that nobody touches."""
    told: list[Told] = []
    day = calendar.day_of(concern.since)
    for _ in range(school_days):
        day = calendar.school_day_after(day, 1)
        concern, happened = one_day(concern, day, foresight, calendar)
        told += [(day, event) for event in happened]
    return concern, told


def what(told: list[Told]) -> list[tuple[date, Happening, Asked | None]]:
    return [(day, event.what, event.asked) for day, event in told]


# Nobody is left waiting ---------------------------------------------------------------


@st.composite
def sent(draw: st.DrawFn) -> tuple[Concern, SchoolCalendar]:
    """Draw a concern that was sent at any moment of a year at any school."""
    calendar, now = draw(calendars()), draw(moments())
    role = draw(st.sampled_from(list(STAGE_OF)))
    wish = draw(st.sampled_from([None, TUTOR])) if role is Role.MENTOR else None
    reader = {Role.MENTOR: MENTOR, Role.INDUCTION_TUTOR: TUTOR}.get(role, HEAD)
    step = promised(calendar, STAGE_OF[role], reader, now=now)
    first = ladder.send(a_concern(pass_on_to=wish).start, step, at=now)
    return history.begin(a_concern(pass_on_to=wish).start, first), calendar


def seen_ahead(
    concern: Concern, calendar: SchoolCalendar, absences: list[DateSpan]
) -> Foresight:
    """Return what the clock knows each day, with the first reader away in between."""
    first, wished = concern.reader, concern.pass_on_to

    def outlook(concern: Concern, day: date) -> Outlook:
        now = morning(day, calendar)
        spans = absences if concern.reader == first else []
        until = max((span.last for span in spans if day in span), default=None)
        return Outlook(
            reader=Presence.HERE if until is None else Presence.AWAY,
            away_until=until,
            pass_on=promised(calendar, Stage.WITH_TUTOR, wished, now=now)
            if wished
            else None,
        )

    return outlook


absences = st.lists(day_spans(), max_size=3)


@pytest.mark.rule("R4")
@given(sent(), absences)
def test_a_concern_that_nobody_touches_ends_with_its_writer_having_been_asked(
    case: tuple[Concern, SchoolCalendar], spans: list[DateSpan]
) -> None:
    concern, calendar = case
    foresight = seen_ahead(concern, calendar, spans)
    answered_in = calendar.school.concerns_answered_in

    turns = 2 if concern.pass_on_to else 1
    concern, told = driven(
        concern,
        school_days=turns * (answered_in + 1),
        foresight=foresight,
        calendar=calendar,
    )

    assert concern.asked is not None
    assert Happening.ASKED in {event.what for _, event in told}


@pytest.mark.rule("R4")
@given(sent(), absences)
def test_the_clock_comes_to_rest_and_says_nothing_new_for_ever_after(
    case: tuple[Concern, SchoolCalendar], spans: list[DateSpan]
) -> None:
    concern, calendar = case
    foresight = seen_ahead(concern, calendar, spans)

    # The absences of a year, two turns, and all the questions of each.
    concern, told = driven(
        concern, school_days=250, foresight=foresight, calendar=calendar
    )
    rested, later = driven(concern, school_days=30, calendar=calendar)

    by_turn: dict[int, int] = {}
    turn = 1
    for _, event in told:
        turn += event.what is Happening.PASSED_ON
        by_turn[turn] = by_turn.get(turn, 0) + 1
    # Two reminders, and two kinds of questions that can each begin again after one.
    assert max(by_turn.values(), default=0) <= 2 + 3 * MOST_QUESTIONS
    assert (rested, later) == (concern, [])


@pytest.mark.rule("R10")
@given(sent(), absences)
def test_the_clock_takes_it_to_nobody_but_the_one_named_at_send(
    case: tuple[Concern, SchoolCalendar], spans: list[DateSpan]
) -> None:
    concern, calendar = case
    first = concern.reader
    foresight = seen_ahead(concern, calendar, spans)

    ended, told = driven(
        concern, school_days=60, foresight=foresight, calendar=calendar
    )

    assert ended.had <= {first, concern.pass_on_to}
    passed = [day for day, event in told if event.what is Happening.PASSED_ON]
    assert len(passed) == (concern.pass_on_to is not None)
    assert all(day > concern.answer_by for day in passed if concern.answer_by)


@pytest.mark.rule("R4")
@given(sent(), absences)
def test_nobody_is_told_two_things_by_the_clock_on_one_day(
    case: tuple[Concern, SchoolCalendar], spans: list[DateSpan]
) -> None:
    concern, calendar = case
    foresight = seen_ahead(concern, calendar, spans)

    _, told = driven(concern, school_days=60, foresight=foresight, calendar=calendar)

    assert all(before[0] < after[0] for before, after in pairwise(told))


@pytest.mark.rule("R4")
@given(sent())
def test_the_promised_dates_are_school_days_after_the_day_it_was_sent(
    case: tuple[Concern, SchoolCalendar],
) -> None:
    concern, calendar = case
    sent_on, school = calendar.day_of(concern.since), calendar.school

    assert concern.seen_by is not None
    assert concern.answer_by is not None
    assert sent_on < concern.seen_by <= concern.answer_by
    if concern.answer_by <= calendar.runs_out_on:
        between = calendar.school_days_between
        assert between(sent_on, concern.seen_by) == school.concerns_seen_in
        assert between(sent_on, concern.answer_by) == school.concerns_answered_in
    assert moved_date(calendar, now=concern.since) == concern.answer_by


# Dates --------------------------------------------------------------------------------


@pytest.mark.rule("R4")
@pytest.mark.parametrize(
    ("sent_at", "seen_by", "answer_by"),
    [
        ("2026-11-03 09:00", date(2026, 11, 5), date(2026, 11, 10)),
        ("2026-11-05 09:00", date(2026, 11, 9), date(2026, 11, 12)),  # a weekend
        ("2026-11-07 09:00", date(2026, 11, 10), date(2026, 11, 13)),  # on a Saturday
        # A closure day, half-term, and another closure day.
        ("2026-10-21 09:00", date(2026, 11, 3), date(2026, 11, 6)),
        ("2026-10-28 09:00", date(2026, 11, 4), date(2026, 11, 9)),  # within half-term
        ("2026-11-25 09:00", date(2026, 11, 30), date(2026, 12, 3)),  # Fri 27 closed
        ("2026-12-16 09:00", date(2026, 12, 18), date(2027, 1, 6)),  # Christmas
        ("2026-12-25 09:00", date(2027, 1, 5), date(2027, 1, 8)),
        ("2027-04-29 09:00", date(2027, 5, 4), date(2027, 5, 7)),  # a bank holiday
        # Past the last known term, weekdays count.
        ("2027-07-20 09:00", date(2027, 7, 22), date(2027, 7, 27)),
        ("2027-08-14 09:00", date(2027, 8, 17), date(2027, 8, 20)),
        # The school's own midnight, in winter and in summer.
        ("2026-11-03 23:59", date(2026, 11, 5), date(2026, 11, 10)),
        ("2027-06-08 23:30", date(2027, 6, 10), date(2027, 6, 15)),
        ("2027-06-09 00:30", date(2027, 6, 11), date(2027, 6, 16)),
    ],
)
def test_dates_are_promised_in_school_days(
    sent_at: str, seen_by: date, answer_by: date
) -> None:
    step = promised(CALENDAR, Stage.WITH_MENTOR, MENTOR, now=at(sent_at))

    assert (step.seen_by, step.answer_by) == (seen_by, answer_by)
    assert (step.stage, step.reader) == (Stage.WITH_MENTOR, MENTOR)
    assert moved_date(CALENDAR, now=at(sent_at)) == answer_by


@pytest.mark.rule("R4")
def test_a_school_promises_what_it_chose_to_promise() -> None:
    calendar = a_calendar(concerns_seen_in=1, concerns_answered_in=3)

    step = promised(calendar, Stage.WITH_TUTOR, TUTOR, now=SENT_AT)

    assert (step.seen_by, step.answer_by) == (WED_4, FRI_6)


# A reader who does nothing ------------------------------------------------------------


@pytest.mark.rule("R4")
@pytest.mark.parametrize("role", STAGE_OF)
def test_silence_brings_two_reminders_and_then_three_questions_to_the_writer(
    role: Role,
) -> None:
    _, told = driven(a_concern(role), school_days=60)

    no_answer = Asked.NO_ANSWER
    assert what(told) == [
        (LOOK_BY, Happening.REMINDED, None),
        (ANSWER_BY, Happening.REMINDED, None),
        (WED_11, Happening.ASKED, no_answer),
        (date(2026, 11, 18), Happening.ASKED, no_answer),
        (date(2026, 11, 25), Happening.ASKED, no_answer),
    ]


@pytest.mark.rule("R4")
def test_the_question_is_repeated_at_the_schools_own_distance() -> None:
    calendar = a_calendar(concerns_seen_in=1, concerns_answered_in=3)
    step = promised(calendar, Stage.WITH_MENTOR, MENTOR, now=SENT_AT)

    _, told = driven(a_concern(step=step), school_days=60, calendar=calendar)

    asked = [day for day, event in told if event.what is Happening.ASKED]
    assert asked == [MON_9, date(2026, 11, 12), date(2026, 11, 17)]


@pytest.mark.rule("R4")
def test_the_writer_is_asked_on_the_first_school_day_after_a_holiday() -> None:
    before_christmas = at("2026-12-11 09:00")  # to be answered by Fri 18 Dec
    step = promised(CALENDAR, Stage.WITH_MENTOR, MENTOR, now=before_christmas)
    first = ladder.send(a_concern().start, step, at=before_christmas)
    concern = history.begin(a_concern().start, first)

    _, told = driven(concern, school_days=8)

    assert [(d, w) for d, w, _ in what(told)] == [
        (date(2026, 12, 15), Happening.REMINDED),
        (date(2026, 12, 18), Happening.REMINDED),
        (date(2027, 1, 4), Happening.ASKED),
    ]


@pytest.mark.rule("R4")
@pytest.mark.parametrize("day", [date(2026, 11, 3), WED_4])
def test_before_the_first_date_nothing_happens(day: date) -> None:
    assert one_day(a_concern(), day)[1] == []


@pytest.mark.rule("R4")
def test_a_school_with_one_date_for_both_reminds_once() -> None:
    step = a_step(seen_by=ANSWER_BY, answer_by=ANSWER_BY)

    _, told = driven(a_concern(step=step), school_days=6)

    assert [(d, w) for d, w, _ in what(told)] == [
        (ANSWER_BY, Happening.REMINDED),
        (WED_11, Happening.ASKED),
    ]


@pytest.mark.rule("R4")
def test_a_clock_that_stood_still_reminds_once_for_both_dates() -> None:
    concern, happened = one_day(a_concern(), TUE_10)

    assert [event.what for event in happened] == [Happening.REMINDED]
    assert one_day(concern, TUE_10)[1] == []


@pytest.mark.rule("R4")
def test_a_clock_that_stood_still_past_the_date_asks_and_reminds_nobody() -> None:
    _, happened = one_day(a_concern(), date(2026, 11, 20))

    assert [(event.what, event.asked) for event in happened] == [
        (Happening.ASKED, Asked.NO_ANSWER)
    ]


def test_a_reader_who_only_looked_is_reminded_as_one_who_did_not() -> None:
    concern = a_concern()
    seen = ladder.see(concern, at=morning(WED_4))
    assert seen is not None

    _, told = driven(history.evolve(concern, seen), school_days=6)

    assert [day for day, _ in told] == [LOOK_BY, ANSWER_BY, WED_11]


# A reader who is at it ----------------------------------------------------------------


def taken(concern: Concern, day: date) -> Concern:
    now = morning(day)
    return history.evolve(
        concern, ladder.take(concern, at=now, answer_by=moved_date(CALENDAR, now=now))
    )


def noted(concern: Concern, day: date) -> Concern:
    now = morning(day)
    return history.evolve(
        concern, ladder.note(concern, at=now, answer_by=moved_date(CALENDAR, now=now))
    )


@pytest.mark.rule("R4")
@pytest.mark.parametrize("act", [taken, noted])
def test_who_is_at_it_is_left_alone_until_the_new_date_and_then_it_comes_back(
    act: Callable[[Concern, date], Concern],
) -> None:
    # Answered on Friday 6 November: the new date is the 13th.
    concern = act(a_concern(), FRI_6)

    _, told = driven(concern, school_days=9)

    assert what(told) == [
        (date(2026, 11, 13), Happening.REMINDED, None),
        (date(2026, 11, 16), Happening.ASKED, Asked.NO_ANSWER),
    ]


@pytest.mark.rule("R4")
def test_writing_back_after_the_question_gives_a_new_date_and_new_questions() -> None:
    concern, _ = driven(a_concern(), school_days=6)
    assert concern.asked is Asked.NO_ANSWER

    concern = noted(concern, WED_11)

    assert one_day(concern, date(2026, 11, 17))[1] == []
    _, happened = one_day(concern, date(2026, 11, 19))
    assert [event.asked for event in happened] == [Asked.NO_ANSWER]


@pytest.mark.rule("R4")
@pytest.mark.parametrize("why", [Asked.SORTED, Asked.CANNOT_HELP])
def test_while_the_writer_decides_the_reader_is_not_reminded(why: Asked) -> None:
    said = {Asked.SORTED: Happening.SAID_SORTED, Asked.CANNOT_HELP: None}[why]
    concern, now = a_concern(), morning(WED_4)
    events = (
        ladder.say_sorted(concern, at=now, today=WED_4)
        if said
        else ladder.say_cannot_help(concern, at=now, today=WED_4, pass_on=None)
    )

    _, told = driven(history.evolved(concern, events), school_days=60)

    assert what(told) == [
        (WED_11, Happening.ASKED, why),
        (date(2026, 11, 18), Happening.ASKED, why),
    ]


@pytest.mark.rule("R4")
def test_what_a_reader_undoes_past_its_date_the_clock_asks_about_itself() -> None:
    concern, _ = driven(a_concern(), school_days=6)
    said = ladder.say_sorted(concern, at=morning(WED_11), today=WED_11)
    waiting = history.evolved(concern, said)
    concern = history.evolve(waiting, ladder.undo(waiting, at=morning(WED_11)))
    assert concern.asked is None

    _, told = one_day(concern, date(2026, 11, 12))

    assert [event.asked for event in told] == [Asked.NO_ANSWER]


# Passing it on ------------------------------------------------------------------------

TO_TUTOR = a_step(
    Role.INDUCTION_TUTOR, seen_by=date(2026, 11, 13), answer_by=date(2026, 11, 18)
)
CAN_PASS = Outlook(reader=Presence.HERE, pass_on=TO_TUTOR)


@pytest.mark.rule("R10")
def test_a_silent_mentors_concern_goes_at_its_date_to_whom_the_writer_named() -> None:
    wished = a_concern(pass_on_to=TUTOR)

    on_time, before = one_day(wished, ANSWER_BY, CAN_PASS)
    concern, happened = one_day(on_time, WED_11, CAN_PASS)

    assert [event.what for event in before] == [Happening.REMINDED]
    assert [event.what for event in happened] == [Happening.PASSED_ON]
    assert (concern.stage, concern.reader) == (Stage.WITH_TUTOR, TUTOR)


@pytest.mark.rule("R10")
def test_without_the_writers_wish_it_is_passed_on_to_nobody() -> None:
    concern, told = driven(a_concern(), school_days=30)

    assert concern.reader == MENTOR
    assert Happening.PASSED_ON not in {event.what for _, event in told}


@pytest.mark.rule("R10")
def test_a_mentor_who_said_im_on_it_and_no_more_has_not_answered() -> None:
    concern = taken(a_concern(pass_on_to=TUTOR), WED_4)

    _, happened = one_day(concern, date(2026, 11, 12), CAN_PASS)

    assert [event.what for event in happened] == [Happening.PASSED_ON]


@pytest.mark.rule("R10")
def test_a_mentor_who_wrote_back_has_answered_so_the_writer_is_asked() -> None:
    concern = noted(a_concern(pass_on_to=TUTOR), WED_4)

    _, happened = one_day(concern, date(2026, 11, 12), CAN_PASS)

    assert [event.asked for event in happened] == [Asked.NO_ANSWER]


@pytest.mark.rule("R10")
def test_the_writer_is_asked_where_the_one_named_can_no_longer_have_it() -> None:
    _, happened = one_day(a_concern(pass_on_to=TUTOR), WED_11, HERE)

    assert [event.asked for event in happened] == [Asked.NO_ANSWER]


@pytest.mark.rule("R10")
def test_once_the_writer_has_been_asked_nothing_moves_by_itself() -> None:
    asked, _ = one_day(a_concern(pass_on_to=TUTOR), WED_11, HERE)

    concern, told = driven(asked, school_days=30, foresight=always(CAN_PASS))

    assert concern.reader == MENTOR
    assert {event.what for _, event in told} <= {Happening.ASKED, Happening.REMINDED}


@pytest.mark.rule("R10")
def test_a_mentor_who_is_away_does_not_undo_the_wish_to_have_it_passed_on() -> None:
    absent = Outlook(
        reader=Presence.AWAY, away_until=date(2026, 11, 27), pass_on=TO_TUTOR
    )

    asked, told = driven(
        a_concern(pass_on_to=TUTOR), school_days=5, foresight=always(absent)
    )
    passed = clock_event(asked, CALENDAR, absent, now=morning(WED_11))

    assert what(told) == [(WED_4, Happening.ASKED, Asked.READER_AWAY)]
    assert passed is not None
    assert (passed.what, passed.step) == (Happening.PASSED_ON, TO_TUTOR)


@pytest.mark.rule("R10")
def test_after_giving_the_mentor_longer_the_wish_at_send_no_longer_counts() -> None:
    concern = a_concern(pass_on_to=TUTOR)
    longer = ladder.leave(concern, at=morning(WED_4), step=a_step())
    concern = history.evolve(concern, longer)

    _, happened = one_day(concern, WED_11, CAN_PASS)

    assert [event.asked for event in happened] == [Asked.NO_ANSWER]


# A reader who is gone or away ---------------------------------------------------------


@pytest.mark.rule("R4")
def test_when_the_reader_is_gone_the_writer_is_asked_at_once_and_nothing_moves() -> (
    None
):
    concern, happened = one_day(a_concern(pass_on_to=TUTOR), WED_4, GONE)

    assert [event.asked for event in happened] == [Asked.READER_GONE]
    assert concern.reader == MENTOR


@pytest.mark.rule("R4")
@pytest.mark.parametrize("why", [why for why in Asked if why is not Asked.READER_GONE])
def test_that_the_reader_is_gone_comes_before_any_other_question(why: Asked) -> None:
    concern = a_concern()
    asked = ladder.ask(concern, why, at=morning(WED_4), today=WED_4)
    concern = history.evolve(concern, asked)

    concern, happened = one_day(concern, THU_5, GONE)

    assert [event.asked for event in happened] == [Asked.READER_GONE]
    assert concern.times_asked == 1


@pytest.mark.rule("R4")
def test_a_gone_reader_is_asked_about_three_times() -> None:
    _, told = driven(a_concern(), school_days=60, foresight=always(GONE))

    assert [event.asked for _, event in told] == [Asked.READER_GONE] * MOST_QUESTIONS


@pytest.mark.rule("R10")
def test_a_gone_mentor_passes_nothing_on_even_at_the_date() -> None:
    gone = Outlook(reader=Presence.GONE, pass_on=TO_TUTOR)

    concern, _ = driven(
        a_concern(pass_on_to=TUTOR), school_days=20, foresight=always(gone)
    )

    assert concern.reader == MENTOR


@pytest.mark.rule("R4")
@pytest.mark.parametrize(
    ("until", "asked"), [(WED_4, []), (THU_5, [Asked.READER_AWAY])]
)
def test_the_writer_hears_of_an_absence_that_covers_the_date_to_look_by(
    until: date, asked: list[Asked]
) -> None:
    _, happened = one_day(a_concern(), WED_4, away(until))

    assert [event.asked for event in happened] == asked


@pytest.mark.rule("R4")
@pytest.mark.parametrize(
    ("until", "asked"), [(date(2026, 11, 12), []), (date(2026, 11, 13), ["away"])]
)
def test_the_writer_hears_of_an_absence_that_covers_the_date_to_answer_by(
    until: date, asked: list[str]
) -> None:
    # "I'm on it" on Friday 6 November: the new date is the 13th.
    concern = taken(a_concern(), FRI_6)

    _, happened = one_day(concern, MON_9, away(until))

    assert [event.asked is Asked.READER_AWAY for event in happened] == [
        bool(asked) for _ in asked
    ]


@pytest.mark.rule("R4")
def test_a_long_absence_is_asked_about_three_times() -> None:
    absent = away(date(2027, 3, 25))

    _, told = driven(a_concern(), school_days=60, foresight=always(absent))

    assert [event.asked for _, event in told] == [Asked.READER_AWAY] * MOST_QUESTIONS


@pytest.mark.rule("R4")
def test_a_reader_who_is_back_is_reminded_and_no_longer_called_away() -> None:
    def outlook(_concern: Concern, day: date) -> Outlook:
        return away(THU_5) if day <= THU_5 else HERE

    _, told = driven(a_concern(), school_days=6, foresight=outlook)

    assert what(told) == [
        (WED_4, Happening.ASKED, Asked.READER_AWAY),
        (FRI_6, Happening.REMINDED, None),
        (ANSWER_BY, Happening.REMINDED, None),
        (WED_11, Happening.ASKED, Asked.NO_ANSWER),
    ]


@pytest.mark.rule("R4")
def test_a_reader_who_is_back_after_the_date_has_simply_not_answered() -> None:
    def outlook(_concern: Concern, day: date) -> Outlook:
        return away(ANSWER_BY) if day <= ANSWER_BY else HERE

    _, told = driven(a_concern(), school_days=6, foresight=outlook)

    assert what(told) == [
        (WED_4, Happening.ASKED, Asked.READER_AWAY),
        (WED_11, Happening.ASKED, Asked.NO_ANSWER),
    ]


# What is over -------------------------------------------------------------------------


@pytest.mark.parametrize("role", STAGE_OF)
def test_a_writer_who_has_left_has_it_withdrawn_before_anything_else(
    role: Role,
) -> None:
    left = Outlook(reader=Presence.GONE, writer_left=True, pass_on=TO_TUTOR)

    concern, happened = one_day(a_concern(role, pass_on_to=TUTOR), WED_11, left)

    assert [(event.what, event.by) for event in happened] == [
        (Happening.WITHDRAWN, None)
    ]
    assert concern.stage is Stage.WITHDRAWN


def test_a_writer_who_has_left_holds_no_contact_either() -> None:
    outside = a_concern()
    outside = history.evolve(outside, ladder.go_outside(outside, at=SENT_AT))
    left = Outlook(reader=Presence.GONE, writer_left=True)

    concern, happened = one_day(outside, WED_4, left)

    assert [event.what for event in happened] == [Happening.WITHDRAWN]
    assert not concern.is_open


@pytest.mark.parametrize(
    "act",
    [
        lambda concern: ladder.go_outside(concern, at=SENT_AT),
        lambda concern: ladder.confirm_sorted(concern, at=SENT_AT),
        lambda concern: ladder.withdraw(concern, at=SENT_AT, by=concern.writer),
    ],
    ids=["outside", "sorted", "withdrawn"],
)
def test_the_clock_leaves_alone_what_nobody_at_school_has(
    act: Callable[[Concern], ConcernEvent],
) -> None:
    concern = a_concern()

    _, told = driven(history.evolve(concern, act(concern)), school_days=20)

    assert told == []


@given(sent(), days(), st.sampled_from(Presence), st.none() | days())
def test_a_moment_at_which_all_was_done_has_nothing_more_to_do(
    case: tuple[Concern, SchoolCalendar],
    day: date,
    presence: Presence,
    until: date | None,
) -> None:
    concern, calendar = case
    outlook = Outlook(reader=presence, away_until=until)

    concern, _ = one_day(concern, day, outlook, calendar)

    again = clock_event(concern, calendar, outlook, now=morning(day, calendar))
    assert again is None
