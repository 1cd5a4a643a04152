"""Entering a school from its file."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import msgspec
import pytest

from bot.bank_holidays import EnglandHolidays
from bot.domain.kernel.record import PairingId, SessionId, TeamId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.people.induction import working_share
from bot.domain.people.member import NO_END_YET
from bot.domain.school.file import SchoolFile
from bot.domain.school.profile import DateSpan
from bot.domain.sessions.records import SessionState
from bot.keys import new_key
from bot.ports.kinds import (
    ALL_INDEXES,
    ALL_KINDS,
    BOTH_ROLES,
    INDUCTIONS,
    MEMBERS,
    NOTICES,
    PAIRINGS,
    SCHOOLS,
    SESSIONS,
)
from bot.sandbox.example_school import SCHOOL, TEAM, set_up
from bot.school_files import BadSchoolFile, read_school_file
from bot.store.memory import MemoryStore
from bot.usecases.school.from_file import Entered, enter_school
from bot.vault import KeyVault
from tests.builders import a_session, at

EXAMPLE = Path(__file__).parents[2] / "docs" / "example-school.yml"
TODAY = date(2026, 11, 11)


def changed(folder: Path, change: Callable[[str], str]) -> Path:
    path = folder / "school.yml"
    path.write_text(change(EXAMPLE.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def enter(
    store: MemoryStore, team: TeamId, file: SchoolFile, *, today: date
) -> Entered:
    now = datetime.combine(today, time(12), tzinfo=UTC)
    return enter_school(store, team, file, now=now, holidays=EnglandHolidays())


def test_the_documented_example_is_entered_whole() -> None:
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    entered = enter(store, TeamId("T1"), read_school_file(EXAMPLE), today=TODAY)
    assert (entered.people, entered.ects) == (5, 1)
    with store.reading(TeamId("T1")) as records:
        (pairing,) = records.every(PAIRINGS)
        assert (pairing.mentor, pairing.ect) == ("U0DEE", "U0TOM")


def test_entering_it_twice_changes_nothing() -> None:
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    entry = read_school_file(EXAMPLE)
    enter(store, TeamId("T1"), entry, today=TODAY)
    entered = enter(store, TeamId("T1"), entry, today=TODAY)
    assert entered.gone == ()
    assert entered.ended == 0


def counts_from(store: MemoryStore) -> date | None:
    with store.reading(TEAM) as records:
        (school,) = records.every(SCHOOLS)
        return school.counts_from


@pytest.mark.rule("R7")
def test_a_new_school_counts_from_the_day_of_its_file_or_of_its_first_entry(
    tmp_path: Path,
) -> None:
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    without = changed(tmp_path, lambda text: text.replace("  counts_from:", "  #"))
    enter(store, TEAM, read_school_file(without), today=TODAY)
    assert counts_from(store) == TODAY
    later = date(2027, 1, 11)
    enter(store, TEAM, read_school_file(without), today=later)
    assert counts_from(store) == TODAY
    enter(store, TEAM, read_school_file(EXAMPLE), today=later)
    assert counts_from(store) == date(2026, 9, 3)


@pytest.mark.rule("R7")
def test_a_school_that_was_there_before_files_had_such_a_day_goes_on_as_it_did(
    tmp_path: Path,
) -> None:
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    without = changed(tmp_path, lambda text: text.replace("  counts_from:", "  #"))
    file = read_school_file(without)
    with store.transaction(TEAM) as records:
        records.put(SCHOOLS, file.school)
    enter(store, TEAM, file, today=TODAY)
    assert counts_from(store) is None


@pytest.mark.rule("R7")
def test_a_working_pattern_that_changes_in_the_file_changes_nothing_before(
    tmp_path: Path,
) -> None:
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    enter(store, TEAM, read_school_file(EXAMPLE), today=TODAY)
    less = changed(tmp_path, lambda text: text.replace("alent: 0.6", "alent: 0.4"))
    for _twice in range(2):
        enter(store, TEAM, read_school_file(less), today=TODAY)
    with store.reading(TEAM) as records:
        (induction,) = records.every(INDUCTIONS)
    assert working_share(induction, TODAY) == 0.4
    assert working_share(induction, date(2026, 11, 10)) == 0.6
    assert len(induction.worked) == 1


def test_who_is_listed_no_more_loses_their_place_and_no_session_goes() -> None:
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    set_up(store, KeyVault([new_key()]))
    with store.reading(TEAM) as records:
        sessions = sum(1 for _ in records.every(SESSIONS))
    entered = enter(store, TEAM, read_school_file(EXAMPLE), today=TODAY)
    assert "Ben Example" in entered.gone
    assert entered.ended == 2  # that of Tom and Dee, whom the file names, goes on
    with store.reading(TEAM) as records:
        assert records.get(MEMBERS, f"{SCHOOL}/U0BEN") is None
        assert sum(1 for _ in records.every(SESSIONS)) == sessions


AGREED = (
    "tutor: U0DEE\n    both_roles: {reason: a small school, agreed_by: U0HELEN, "
    "agreed_on: 2026-09-01}"
)


@pytest.mark.rule("R5")
def test_one_person_in_both_roles_takes_a_reason_and_a_headteacher_who_agreed(
    tmp_path: Path,
) -> None:
    def both(text: str) -> str:
        return text.replace("tutor: U0CARLA", AGREED).replace(
            "roles: [mentor]", "roles: [mentor, induction_tutor]"
        )

    entry = read_school_file(changed(tmp_path, both))
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    enter(store, TEAM, entry, today=TODAY)
    with store.reading(TEAM) as records:
        (agreed,) = records.every(BOTH_ROLES)
    assert (agreed.person, agreed.agreed_by) == ("U0DEE", "U0HELEN")
    by_another = changed(
        tmp_path, lambda t: both(t).replace("by: U0HELEN", "by: U0SAM")
    )
    with pytest.raises(BadSchoolFile, match="U0SAM is no headteacher"):
        read_school_file(by_another)


def test_entering_it_again_keeps_what_was_changed_in_mid_year(tmp_path: Path) -> None:
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    entry = read_school_file(EXAMPLE)
    enter(store, TEAM, entry, today=TODAY)
    with store.transaction(TEAM) as records:
        (induction,) = records.every(INDUCTIONS)
        records.put(INDUCTIONS, msgspec.structs.replace(induction, days_absent=(31, 0)))
        mentor = next(m for m in records.every(MEMBERS) if not m.away)
        away = (DateSpan(first=TODAY, last=NO_END_YET),)
        records.put(MEMBERS, msgspec.structs.replace(mentor, away=away))
        (pairing,) = records.every(PAIRINGS)
        records.remove(PAIRINGS, pairing.id)
        other = msgspec.structs.replace(pairing, id=PairingId("other"))
        records.put(PAIRINGS, other)
    enter(store, TEAM, entry, today=TODAY)
    with store.reading(TEAM) as records:
        assert [one.days_absent for one in records.every(INDUCTIONS)] == [(31, 0)]
        assert list(records.every(PAIRINGS)) == [other]
        kept = records.get(MEMBERS, f"{mentor.school}/{mentor.person}")
        assert kept is not None
        assert kept.away == away


def test_entering_it_again_brings_nobody_back_whose_last_day_is_known() -> None:
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    entry = read_school_file(EXAMPLE)
    enter(store, TEAM, entry, today=TODAY)
    with store.transaction(TEAM) as records:
        (induction,) = records.every(INDUCTIONS)
        over = msgspec.structs.replace(induction, ended_on=TODAY)
        records.put(INDUCTIONS, over)
        (pairing,) = records.every(PAIRINGS)
        ended = msgspec.structs.replace(pairing, ends_on=TODAY)
        records.put(PAIRINGS, ended)
    enter(store, TEAM, entry, today=TODAY)
    with store.reading(TEAM) as records:
        assert list(records.every(INDUCTIONS)) == [over]
        assert list(records.every(PAIRINGS)) == [ended]


def test_a_mentor_who_takes_over_in_the_file_begins_on_that_day(tmp_path: Path) -> None:
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    enter(store, TEAM, read_school_file(EXAMPLE), today=TODAY)
    taken_over = changed(
        tmp_path,
        lambda text: text.replace("mentor: U0DEE", "mentor: U0SAM").replace(
            "roles: [school_admin]", "roles: [school_admin, mentor]"
        ),
    )
    enter(store, TEAM, read_school_file(taken_over), today=TODAY)
    with store.reading(TEAM) as records:
        old, new = sorted(records.every(PAIRINGS), key=lambda one: one.begins_on)
    assert (old.mentor, old.ends_on) == ("U0DEE", date(2026, 11, 10))
    assert (new.mentor, new.begins_on) == ("U0SAM", TODAY)


def test_a_change_of_mentor_in_the_file_calls_their_plans_off_and_tells_them(
    tmp_path: Path,
) -> None:
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    enter(store, TEAM, read_school_file(EXAMPLE), today=TODAY)
    with store.transaction(TEAM) as records:
        (pairing,) = records.every(PAIRINGS)
        plan = a_session(
            id=SessionId("plan"),
            school=pairing.school,
            pairing=pairing.id,
            mentor=pairing.mentor,
            ect=pairing.ect,
            starts_at=at("2026-11-18 09:00"),
            state=SessionState.PLANNED,
        )
        records.put(SESSIONS, plan)
    taken_over = changed(
        tmp_path,
        lambda text: text.replace("mentor: U0DEE", "mentor: U0SAM").replace(
            "roles: [school_admin]", "roles: [school_admin, mentor]"
        ),
    )
    enter(store, TEAM, read_school_file(taken_over), today=TODAY)
    with store.reading(TEAM) as records:
        (session,) = records.every(SESSIONS)
        told = [(one.kind, one.reader) for one in records.every(NOTICES)]
    assert session.state is SessionState.CANCELLED
    assert sorted(told) == [
        (NoticeKind.HANDED_OVER, "U0DEE"),
        (NoticeKind.NEW_ECT_OF_YOURS, "U0SAM"),
        (NoticeKind.NEW_MENTOR_OF_YOURS, "U0TOM"),
    ]


def test_an_ect_without_a_contact_has_the_schools(tmp_path: Path) -> None:
    own, _, rest = EXAMPLE.read_text(encoding="utf-8").partition("    contact:\n")
    without = "".join(rest.splitlines(keepends=True)[3:])
    (tmp_path / "school.yml").write_text(own + without, encoding="utf-8")
    read = read_school_file(tmp_path / "school.yml")
    [induction] = read.inductions()
    assert induction.contact == read.school.appropriate_body is not None


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("mentor: U0DEE", "mentor: U0TOM", "cannot be their own mentor"),
        ("tutor: U0CARLA", "tutor: U0DEE", "A mentor does not assess"),
        ("roles: [mentor]", "roles: [wizard]", "wizard"),
        ("mentor: U0DEE", "mentor: U0NOBODY", "U0NOBODY is named as a mentor"),
        ("contacts_confirmed_on: 2026-09-03", "", "school.contacts_confirmed_on is"),
        ("    contact:\n", "    subject: art\n    was:\n", "was"),
        ("ask: U0SAM", "ask: U0GONE", "school.ask is U0GONE"),
        ("last: 2026-12-18", "last: 2026-08-18", "before it begins"),
        ("people:", "people: [", "not written as YAML near line"),
        ("began: 2026-09-03", "begun: 2026-09-03", "begun"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    path = changed(tmp_path, lambda text: text.replace(old, new))
    with pytest.raises(BadSchoolFile, match=r"(?s)" + sentence.replace(".", r"\.")):
        read_school_file(path)


def test_a_missing_file_and_a_picture_are_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(BadSchoolFile, match="cannot be read"):
        read_school_file(tmp_path / "none.yml")
    (tmp_path / "picture.yml").write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(BadSchoolFile, match="no text file"):
        read_school_file(tmp_path / "picture.yml")


def test_a_zone_that_there_is_not_is_named_with_what_would_work(
    tmp_path: Path,
) -> None:
    path = changed(
        tmp_path, lambda text: text.replace("  ask:", "  zone: Europe/Lodnon\n  ask:")
    )
    with pytest.raises(BadSchoolFile, match="no time zone Europe/Lodnon"):
        read_school_file(path)
