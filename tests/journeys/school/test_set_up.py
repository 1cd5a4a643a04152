"""From an empty workspace to a school that runs: `/ect setup`."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import msgspec
import pytest

from bot.domain.concerns.contacts import Contact
from bot.domain.data_protection.retention import Retention
from bot.domain.kernel.record import PairingId, PersonId
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing
from bot.domain.school.profile import DateSpan, School, Term, Training
from bot.domain.school.set_up import NameGiven, Step
from bot.ports.bundle import Actor
from bot.ports.kinds import (
    ACTS,
    INDUCTIONS,
    MEMBERS,
    MEMBERS_OF_SCHOOL,
    PAIRINGS,
    SCHOOLS,
    SET_UP_CHANGES,
    SET_UPS,
)
from bot.sandbox.example_school import BEN, CARLA, HELEN, SAM, TEAM, TOM
from bot.sandbox.rehearsal import Rehearsal
from bot.usecases.kernel.claims import Delivery
from bot.usecases.school.set_up import open_step, save_answer
from bot.views.kernel import ids
from tests.documents.test_term_calendar import WHOLE_YEAR, calendar
from tests.journeys.conftest import Control
from tests.journeys.school.setting_up import BODY, DAY, STEPS, TERMS, Walk

OTHER_BODY = {**BODY, "body_contact.value": "Uma Example"}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Control]:
    with Rehearsal(tmp_path / "empty.db", quiet_ms=20, empty=True) as opened:
        yield Control(opened)


def schools(control: Control) -> list[School]:
    with control.rehearsal.store.reading(TEAM) as records:
        return list(records.every(SCHOOLS))


def the_school(control: Control) -> School:
    [school] = schools(control)
    return school


def make_admin(control: Control, person: str) -> None:
    state = control.rehearsal.workspace.state
    state.people = [
        replace(one, is_admin=one.is_admin or one.id == person) for one in state.people
    ]


def to_step(walk: Walk, number: int) -> None:
    """Set up all that comes before a step."""
    walk.open()
    walk.press("set_up.step.next")
    for values in STEPS[: number - 1]:
        walk.send(values)


def test_the_list_of_people_says_what_is_missing_as_the_set_up_does(
    empty: Control,
) -> None:
    walk = Walk(empty)
    walk.all_steps()
    set_up = walk.text
    people = json.dumps(empty.command(SAM, "people")["new"], ensure_ascii=False)
    for role in ("induction tutor", "mentor", "ECT"):
        assert f"There is no {role} yet." in set_up
        assert f"There is no {role} yet." in people
    assert "Nothing is missing" not in people


def test_an_empty_workspace_becomes_a_school_step_by_step(empty: Control) -> None:
    walk = Walk(empty)
    walk.all_steps()
    assert "7 of 7 steps about the school are done" in walk.text
    assert "There is no induction tutor yet." in walk.text
    school = the_school(empty)
    assert school.name == "Example Juniors"
    assert [term.name for term in school.terms] == [
        "Autumn term 2026",
        "Spring term 2027",
        "Summer term 2027",
    ]
    assert len(school.closure_days) == 3
    assert {h.weekday for h in school.teaching_hours} == {0, 1, 2, 3, 4}
    assert (school.training, school.lead_provider) == (
        Training.PROVIDER_LED,
        "Example Trust",
    )
    with empty.rehearsal.store.reading(TEAM) as records:
        [admin] = records.every(MEMBERS)
    assert (admin.person, admin.roles) == (SAM, frozenset({Role.SCHOOL_ADMIN}))
    assert school.ask == SAM


def test_another_school_of_the_workspace_is_begun_let_go_of_and_set_up(
    control: Control,
) -> None:
    control.command(BEN, "setup another")
    assert "can begin another school" in control.told(BEN)[-1]
    walk = Walk(control)
    walk.open("setup another")
    assert "0 of 7 steps" in walk.text
    carla = Walk(control, CARLA)
    carla.open()
    assert "Set-up of Example Primary School" in carla.text  # goes on as it was
    walk.open()
    walk.press(ids.SET_UP_DROP)
    assert "Set-up of Example Primary School" in walk.text
    walk.press(ids.SET_UP_ANOTHER)
    walk.press("set_up.step.next")
    for values in STEPS:
        assert "errors" not in walk.send(values)
    assert {one.name for one in schools(control)} == {
        "Example Primary School",
        "Example Juniors",
    }
    assert "7 of 7 steps about the school are done" in walk.text
    assert "Example Primary School" in walk.text  # one press away
    new = next(one for one in schools(control) if one.name == "Example Juniors")
    with control.rehearsal.store.reading(TEAM) as records:
        [admin] = records.find(MEMBERS_OF_SCHOOL, new.id)
        [set_up] = records.every(SET_UPS)
    assert (admin.person, set_up.school) == (SAM, new.id)
    assert "Example Juniors" not in str(control.command(CARLA, "setup"))


def test_who_does_not_look_after_the_workspace_is_told_who_can(empty: Control) -> None:
    empty.command(BEN, "setup")
    assert (
        "An admin or the owner of this Slack workspace can do it"
        in (empty.told(BEN)[-1])
    )
    Walk(empty).open()
    empty.command(BEN, "setup")
    assert "Sam Example has begun" in empty.told(BEN)[-1]


def test_in_an_empty_workspace_the_home_tab_begins_the_set_up(empty: Control) -> None:
    for person, answer in ((SAM, "Next: school"), (BEN, "Sam Example has begun")):
        empty.post("open_home", user=person)
        view = empty.get("home", person)
        new = empty.post(
            "click", user=person, view_id=view["id"], action_id=ids.OPEN_SET_UP
        )["new"]
        assert answer in str(new["view"])


def test_it_can_be_left_and_taken_up_again(empty: Control) -> None:
    walk = Walk(empty)
    to_step(walk, 3)
    empty.post("close", user=walk.user)
    assert not schools(empty)
    walk.open()
    assert "2 of 7 steps about the school are done" in walk.text
    assert "Next: safeguarding and wellbeing" in walk.text
    assert "Term dates*: still missing" in walk.text
    walk.press("set_up.step.next")
    for values in STEPS[2:]:
        walk.send(values)
    assert schools(empty)


def test_of_two_admins_the_second_sees_what_the_first_saved_and_keeps_their_own(
    empty: Control,
) -> None:
    make_admin(empty, HELEN)
    sam, helen = Walk(empty, SAM), Walk(empty, HELEN)
    to_step(sam, 2)
    helen.open()
    helen.press("set_up.step.body")
    sam.send(BODY)
    helen.send(OTHER_BODY)
    # Nothing was there when Helen opened the form, so hers would be the first.
    assert "Sam Example saved this step while you had it open" in helen.text
    assert "Ada Example" in helen.text
    held = helen.view["state"]["values"]["body_contact"]["value"]["value"]
    assert held == "Uma Example"
    sam.open()
    assert "Ada Example" in sam.text
    helen.send({})
    sam.open()
    assert "Uma Example" in sam.text
    with empty.rehearsal.store.reading(TEAM) as records:
        assert len(list(records.every(SET_UP_CHANGES))) == 3


def test_a_form_that_slack_delivers_twice_is_saved_once(control: Control) -> None:
    ports, actor = control.rehearsal.bot.ports, Actor(TEAM, SAM)
    school = the_school(control).id
    form = open_step(ports, actor, school, Step.SCHOOL)
    for _ in range(2):
        page = save_answer(
            ports,
            actor,
            school,
            answer=NameGiven(name="Example Juniors"),
            seen_before=form.seen,
            delivery=Delivery("view:one"),
        )
        assert page.saved is not None
    with control.rehearsal.store.reading(TEAM) as records:
        assert len(list(records.every(SET_UP_CHANGES))) == 1


def test_dates_that_somebody_else_saved_meanwhile_are_shown_before_they_go(
    control: Control,
) -> None:
    sam, carla = Walk(control, SAM), Walk(control, CARLA)
    for walk, last in ((sam, "17 December"), (carla, "16 December")):
        walk.open()
        walk.press("set_up.step.terms")
        walk.send({"terms.value": f"Autumn term: 3 September to {last} 2026"})
    carla.send({})
    sam.send({})
    assert "Carla Example saved other dates while you had these open" in sam.text
    assert "Wed 16 Dec" in sam.text
    assert the_school(control).terms[0].days.last.day == 16
    sam.send({})
    assert the_school(control).terms[0].days.last.day == 17


def test_what_one_saved_can_be_taken_back_for_an_hour(empty: Control) -> None:
    walk = Walk(empty)
    walk.all_steps()
    assert "Saved: my hours, your promise" in walk.text
    walk.press("set_up.undo")
    assert "Taken back" in walk.text
    assert "6 of 7 steps" in walk.text
    assert not schools(empty)
    walk.press("set_up.step.next")
    walk.send({})
    assert schools(empty)
    empty.post("clock", advance="PT1H1M")
    walk.press("set_up.undo")
    assert "more than an hour ago" in walk.text
    assert schools(empty)


def test_each_save_is_in_the_history(empty: Control) -> None:
    walk = Walk(empty)
    to_step(walk, 3)
    walk.open()
    walk.press("set_up.history")
    assert "Sam Example saved appropriate body" in walk.text
    assert "Wed 11 Nov, 10:4" in walk.text  # by the school's clocks
    with empty.rehearsal.store.reading(TEAM) as records:
        assert [act.facts for act in records.every(ACTS)].count("school") == 1


def test_nobody_is_reminded_before_somebody_starts_the_bot(empty: Control) -> None:
    walk = Walk(empty)
    walk.all_steps()
    enter_people(empty)
    for _ in range(2):
        empty.post("clock", advance="P7D")
        assert empty.told(CARLA) == []
    walk.open()
    assert "Everything is entered" in walk.text
    walk.press("set_up.start")
    assert "The bot is running here" in walk.text
    empty.post("clock", advance="P7D")
    assert empty.told(CARLA)


def test_the_start_can_be_taken_back(empty: Control) -> None:
    walk = Walk(empty)
    walk.all_steps()
    enter_people(empty)
    walk.open()
    walk.press("set_up.start")
    walk.press("set_up.halt")
    assert "Once you press *Start*, I remind people." in walk.text
    empty.post("clock", advance="P7D")
    assert empty.told(CARLA) == []


@pytest.mark.parametrize("lacking", ["contact", "mentor", "tutor"])
def test_without_people_in_place_there_is_no_start(
    empty: Control, lacking: str
) -> None:
    walk = Walk(empty)
    walk.all_steps()
    enter_people(empty, without=lacking)
    walk.open()
    assert "Everything is entered" not in walk.text
    expected = {
        "contact": "Tom Example has no named contact at an appropriate body yet.",
        "mentor": "Tom Example has no mentor yet.",
        "tutor": "There is no induction tutor yet.",
    }
    assert expected[lacking] in walk.text


def enter_people(control: Control, *, without: str = "") -> None:
    school = the_school(control)
    began = datetime(2026, 11, 11, tzinfo=UTC).date()
    people = {BEN: Role.MENTOR, TOM: Role.ECT, CARLA: Role.INDUCTION_TUTOR}
    with control.rehearsal.store.transaction(TEAM) as records:
        for person, role in people.items():
            if role is Role.INDUCTION_TUTOR and without == "tutor":
                continue
            name = {BEN: "Ben", TOM: "Tom", CARLA: "Carla"}[PersonId(person)]
            member = Member(
                school=school.id,
                person=person,
                name=f"{name} Example",
                roles=frozenset({role}),
            )
            records.put(MEMBERS, member)
        contact = Contact(name="Ada Example", reach="ada@body.example")
        induction = Induction(
            school=school.id,
            ect=TOM,
            tutor=CARLA,
            counted_from=began,
            contact=None if without == "contact" else contact,
        )
        records.put(INDUCTIONS, induction)
        pairing = Pairing(
            id=PairingId("p"), school=school.id, mentor=BEN, ect=TOM, begins_on=began
        )
        if without != "mentor":
            records.put(PAIRINGS, pairing)


def test_how_long_things_are_kept_has_an_answer_and_can_be_changed(
    control: Control,
) -> None:
    walk = Walk(control)
    walk.open()
    assert "That people met, and for how long: 6 years after" in walk.text
    assert "What is past its time: I tell the school's admin once a month" in walk.text
    walk.press("set_up.step.kept")
    assert "Step 8" not in walk.text
    refused = walk.send({"keep_concerns.value": "0"})
    assert "whole number from 1 to 120" in refused["errors"]["keep_concerns"]
    answer = walk.send({"keep_concerns.value": "6", "keep_words.value": "0"})
    assert "errors" not in answer
    assert "Concerns: 6 months after it is closed" in walk.text
    kept = the_school(control).retention
    assert kept == Retention(concerns_months=6, words_terms=0)
    walk.press("set_up.undo")
    assert the_school(control).retention == Retention()


# Term dates


def test_dates_can_come_from_a_calendar_file(empty: Control) -> None:
    walk = Walk(empty)
    to_step(walk, 5)
    file = walk.upload("terms.ics", calendar(*WHOLE_YEAR))
    walk.send({"file.value": [file]})
    walk.view = empty.get("view", walk.user)
    assert "Is this right?" in walk.text
    walk.send({})
    assert "Saved: term dates" in walk.text


def test_a_file_of_50_mb_is_refused_by_its_size_and_what_was_typed_stays(
    empty: Control,
) -> None:
    walk = Walk(empty)
    to_step(walk, 5)
    file = walk.upload("huge.ics", b"BEGIN:VCALENDAR")
    held = empty.rehearsal.workspace.state.files[file]
    held["size"], held["url_private_download"] = 50_000_000, "nowhere"
    walk.send({**TERMS, "file.value": [file]})
    walk.view = empty.get("view", walk.user)
    assert "more than the 1 MB that I read" in walk.text
    assert "Thursday 3 September" in walk.text
    walk.send({**TERMS, "file.value": []})
    assert "Is this right?" in walk.text


def test_dates_that_cannot_stand_are_refused_at_their_field(empty: Control) -> None:
    walk = Walk(empty)
    to_step(walk, 5)
    answer = walk.send({"terms.value": "Autumn term: 09/03/2026 - 12/18/2026"})
    assert "month first, as in America" in answer["errors"]["terms"]


def test_dates_can_be_picked_one_by_one(empty: Control) -> None:
    walk = Walk(empty)
    to_step(walk, 5)
    typed = {"terms.value": "Dear parents"}
    empty.post("state", user=walk.user, view_id=walk.view["id"], values=typed)
    walk.press("set_up.in_fields")
    assert "Dear parents" not in str(walk.view["state"])
    picked = {
        "Autumn": ("2026-09-03", "2026-12-18", "2026-10-26", "2026-10-30"),
        "Spring": ("2027-01-04", "2027-03-25", "2027-02-15", "2027-02-19"),
        "Summer": ("2027-04-12", "2027-07-21", "2027-05-31", "2027-06-04"),
    }
    edges = ("first", "last", "half_first", "half_last")
    values = {
        f"{season}_{edge}.value": day
        for season, days in picked.items()
        for edge, day in zip(edges, days, strict=True)
    }
    walk.send({**values, "inset.value": "1 September, 23 October"})
    assert "Is this right?" in walk.text
    walk.press("set_up.terms_again")
    assert "Autumn term 2026: Thu 3 Sep 2026 to Fri 18 Dec 2026" in walk.text
    walk.send({})
    walk.send({})
    assert "Saved: term dates" in walk.text
    assert "Step 6 of 7" in walk.text


# A school that runs already


def test_an_induction_tutor_changes_what_a_file_has_entered(control: Control) -> None:
    walk = Walk(control, CARLA)
    walk.open()
    assert "The bot is running here" in walk.text
    walk.press("set_up.step.day")
    walk.send({"hours_a4.value": "08:45-12:30"})
    assert "Fri 08:45–12:30" in walk.text
    school = the_school(control)
    assert school.teaching_hours[4].ends == time(12, 30)
    walk.press("set_up.undo")
    school = the_school(control)
    assert school.teaching_hours[4].ends == time(15, 15)


def test_weeks_a_and_b_can_differ(control: Control) -> None:
    walk = Walk(control, SAM)
    walk.open()
    walk.press("set_up.step.day")
    walk.press("set_up.two_weeks")
    answer = walk.send({"hours_b2.value": "none", "week_a.value": "2026-09-08"})
    assert answer["errors"] == {"week_a": "Please pick a Monday."}
    walk.send({"week_a.value": "2026-09-07"})
    assert "Lessons in week B: Mon–Tue 08:45–15:15; Wed none" in walk.text


def test_a_school_that_leads_the_training_says_how_often(control: Control) -> None:
    walk = Walk(control, SAM)
    walk.open()
    walk.press("set_up.step.training")
    answer = walk.send({"training.value": "school_led"})
    assert "Please choose for both years" in answer["errors"]["year_one"]
    walk.send({"year_one.value": "2", "year_two.value": "3"})
    assert "every 2 weeks in year 1, every 3 weeks in year 2" in walk.text
    control.command(CARLA, "status")
    assert "every 2 weeks" in control.told(CARLA)[-1].lower()


@pytest.mark.rule("R7")
def test_how_often_pairs_mean_to_meet_changes_from_a_day_on(control: Control) -> None:
    walk = Walk(control, SAM)
    walk.open()
    assert "Counted from each ECT's first day here." in walk.text
    walk.press("set_up.step.training")
    assert "Leave it empty for each ECT's first day here." in walk.text
    often = {"year_one.value": "2", "year_two.value": "3"}
    answer = walk.send({**often, "rhythm_from.value": "2027-01-11"})
    assert "on the day on which it begins, or later" in answer["errors"]["rhythm_from"]
    walk.send({"rhythm_from.value": "2026-11-09"})
    assert "Until Sun 8 Nov 2026 sessions, as the guidance calls typical" in walk.text


@pytest.mark.rule("R7")
def test_a_school_says_from_which_day_its_sessions_are_counted(
    control: Control,
) -> None:
    walk = Walk(control, SAM)
    walk.open()
    walk.press("set_up.step.training")
    answer = walk.send({"counts_from.value": "2062-11-09"})
    assert "check the year" in answer["errors"]["counts_from"]
    walk.send({"counts_from.value": "2026-11-09"})
    assert "Counted from Mon 9 Nov 2026" in walk.text
    control.command(CARLA, "status")
    assert "0 expected over 0 school weeks" in control.told(CARLA)[-1]


def test_a_mentor_is_told_who_sets_the_school_up(control: Control) -> None:
    control.command(BEN, "setup")
    assert "you are neither. Ask <@U0SAM>" in control.told(BEN)[-1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("quarter to nine", "I cannot read “quarter to nine”."),
        ("08:45-3:15", "03:15 is not after 08:45. Please use the 24-hour clock"),
        ("08:45-25:15", "I cannot read"),
    ],
)
def test_hours_that_cannot_be_read_are_refused_at_their_day(
    control: Control, text: str, sentence: str
) -> None:
    walk = Walk(control, SAM)
    walk.open()
    walk.press("set_up.step.day")
    answer = walk.send({**DAY, "hours_a3.value": text})
    assert sentence in answer["errors"]["hours_a3"]


def test_contacts_are_asked_for_again_after_a_year(control: Control) -> None:
    next_year = replace_terms(control)
    control.rehearsal.clock.move_to(next_year)
    control.post("clock", advance="P1D")
    asked = [text for text in control.told(SAM) if "contacts still right?" in text]
    assert len(asked) == 1
    walk = Walk(control, SAM)
    walk.open()
    assert "last checked more than a year ago" in walk.text


def replace_terms(control: Control) -> datetime:
    """Let the school be open a year later, and return a morning of then."""
    term = Term(
        name="Autumn term 2027",
        days=DateSpan(first=date(2027, 9, 2), last=date(2027, 12, 17)),
    )
    with control.rehearsal.store.transaction(TEAM) as records:
        [school] = records.every(SCHOOLS)
        later = msgspec.structs.replace(school, terms=(*school.terms, term))
        records.put(SCHOOLS, later)
    return datetime(2027, 11, 9, 7, tzinfo=UTC)


def test_a_school_from_a_file_has_no_set_up_of_its_own(control: Control) -> None:
    with control.rehearsal.store.reading(TEAM) as records:
        assert not list(records.every(SET_UPS))
