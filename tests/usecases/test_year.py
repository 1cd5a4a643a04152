"""A year at a school, from 1 September to 31 August, and what must hold of it."""

import csv
from collections import Counter
from datetime import date, time
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest

from bot.domain.kernel.formatting import format_count
from bot.domain.kernel.record import PersonId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.people.member import Role
from bot.domain.people.pairings import UsualSlot
from bot.domain.reminders.nudges import NudgeKind
from bot.domain.school.file import EctEntry, PersonEntry, SchoolFile
from bot.sandbox import example_school
from bot.sandbox.year.picture import as_svg
from bot.sandbox.year.report import (
    as_csv,
    counted,
    is_unprompted,
    posted,
)
from bot.sandbox.year.running import SEED, Year, run_year
from tests.builders import a_school, hours
from tests.usecases import year_truths as truths

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "year.svg"
SVG = "{http://www.w3.org/2000/svg}"
MENTOR, OTHER, TUTOR = PersonId("U0ANNA"), PersonId("U0BILL"), PersonId("U0CORA")
ECTS = tuple(PersonId(f"U0ECT{number}") for number in range(1, 8))


def a_crowded_school() -> SchoolFile:
    """Return a school whose mentor has five ECTs, and whose tutor has seven."""
    people = [
        PersonEntry(person=MENTOR, name="Anna", roles=frozenset({Role.MENTOR})),
        PersonEntry(
            person=OTHER,
            name="Bill",
            roles=frozenset({Role.MENTOR}),
            contracted_hours=hours("08:15", "16:45", days="mon tue thu"),
        ),
        PersonEntry(person=TUTOR, name="Cora", roles=frozenset({Role.INDUCTION_TUTOR})),
        *(
            PersonEntry(person=ect, name=f"Ect {ect}", roles=frozenset({Role.ECT}))
            for ect in ECTS
        ),
    ]
    ects = [
        EctEntry(
            ect=ect,
            mentor=MENTOR if number < 5 else OTHER,
            tutor=TUTOR,
            began=date(2026, 9, 1),
            terms_before=3 if number % 3 == 2 else 0,
            usual=UsualSlot(weekday=number % 5, starts=time(9 + number))
            if number < 5
            else None,
            reviews=(date(2026, 12, 11),),
        )
        for number, ect in enumerate(ECTS)
    ]
    school = a_school(ask=TUTOR)
    return SchoolFile(school=school, people=tuple(people), ects=tuple(ects))


SCHOOLS: dict[str, SchoolFile | None] = {
    "the example school": None,
    "a crowded school": a_crowded_school(),
}


@pytest.fixture(scope="module", params=SCHOOLS)
def year(request: pytest.FixtureRequest) -> Year:
    return run_year(SEED, SCHOOLS[request.param])


def test_nothing_unprompted_comes_outside_the_contact_window(year: Year) -> None:
    assert truths.sent_outside_the_contact_window(year) == []


def test_no_key_is_sent_twice(year: Year) -> None:
    assert truths.keys_sent_twice(year) == []


def test_no_reader_has_more_than_five_reminders_a_week(year: Year) -> None:
    assert truths.weeks_over_the_cap(year) == []


def test_a_session_that_was_logged_is_told_of_at_once_in_working_hours(
    year: Year,
) -> None:
    assert truths.logged_sessions_held_up(year) == []


def test_each_planned_session_is_reminded_of_once_each_way(year: Year) -> None:
    assert len(year.begun) > 40, "a year with too few sessions to say anything"
    assert truths.sessions_not_reminded_once(year, NudgeKind.UPCOMING) == []


def test_who_asked_for_it_is_reminded_once_more_an_hour_before(year: Year) -> None:
    assert len(year.asked_hour_before) == 2
    assert truths.sessions_not_reminded_once(year, NudgeKind.HOUR_BEFORE) == []


def test_every_gap_is_seen_by_the_tutor_within_six_school_days(year: Year) -> None:
    assert truths.gaps(year), "a year without a gap says nothing"
    assert truths.gaps_unseen(year) == []


def test_everybody_is_welcomed_once_in_each_role_before_anything_else(
    year: Year,
) -> None:
    first: dict[PersonId, str] = {}
    roles: Counter[PersonId] = Counter()
    for message in posted(year):
        if is_unprompted(message):
            first.setdefault(message.to, message.content.kind)
            roles[message.to] += message.content.kind is NoticeKind.FIRST_CONTACT
    assert set(first.values()) == {NoticeKind.FIRST_CONTACT}
    assert roles == {m.person: len(m.roles) for m in year.members}


def test_a_year_goes_over_both_clock_changes_and_every_holiday(year: Year) -> None:
    messages = [message.at for message in year.drawn]
    for moments in (messages, [begun.starts_at for begun in year.begun]):
        assert len({year.calendar.local(one).utcoffset() for one in moments}) == 2
    assert (year.first, year.last) == (date(2026, 9, 1), date(2027, 8, 31))


def test_the_staff_do_of_everything_something(year: Year) -> None:
    kinds = {kind for counts in counted(year).values() for kind in counts}
    assert {kind.value for kind in NudgeKind} <= kinds
    assert {"session_logged", "out_of_hours", "talk_asked", "concern_came"} <= kinds


def test_each_message_is_reported_with_its_time_reader_and_reason(year: Year) -> None:
    reported = list(csv.DictReader(StringIO(as_csv(year))))
    assert len(reported) == len(posted(year))
    assert all(all(row[name] for name in row) for row in reported)


def test_the_picture_has_a_calendar_for_each_reader(year: Year) -> None:
    picture = ET.fromstring(as_svg(year))  # noqa: S314 - our own
    heads = "\n".join(text.text or "" for text in picture.iter(f"{SVG}text"))
    for member in year.members:
        had = sum(m.to == member.person for m in posted(year) if is_unprompted(m))
        assert (f"{member.name}, " in heads) == bool(had)
        assert not had or f": {format_count(had, 'message')}" in heads


def test_the_picture_in_the_docs_is_the_one_that_is_drawn(year: Year) -> None:
    if year.calendar.school.id == example_school.SCHOOL:
        drawn = PICTURE.read_text(encoding="utf-8")
        assert drawn == as_svg(year), "ectbot rehearse, then copy rehearsal/year.svg"


@pytest.mark.slow
def test_the_same_seed_tells_the_same_year_and_another_one_another() -> None:
    assert as_csv(run_year(7)) == as_csv(run_year(7)) != as_csv(run_year(8))


def test_a_school_that_has_entered_one_term_and_no_ects_can_be_rehearsed() -> None:
    school = a_school(ask=TUTOR)
    short = msgspec.structs.replace(school, terms=school.terms[:1])
    crowded = a_crowded_school()
    for ects in (crowded.ects, ()):
        file = SchoolFile(school=short, people=crowded.people, ects=ects)
        assert truths.sent_outside_the_contact_window(run_year(1, file)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SCHOOLS)
@pytest.mark.parametrize("seed", range(1, 13))
def test_all_of_it_holds_whatever_the_staff_do(name: str, seed: int) -> None:
    year = run_year(seed, SCHOOLS[name])
    broken = [
        *truths.sent_outside_the_contact_window(year),
        *truths.keys_sent_twice(year),
        *truths.weeks_over_the_cap(year),
        *truths.sessions_not_reminded_once(year, NudgeKind.UPCOMING),
        *truths.sessions_not_reminded_once(year, NudgeKind.HOUR_BEFORE),
        *truths.gaps_unseen(year),
    ]
    assert broken == []
