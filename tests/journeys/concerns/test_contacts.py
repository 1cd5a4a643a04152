"""Whom people can talk to: shown to whoever asks, with nothing kept or passed on."""

from pathlib import Path

import msgspec
import pytest

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.member import Role
from bot.ports.kinds import MEMBERS, SCHOOLS
from bot.sandbox.example_school import SCHOOL, TEAM
from bot.views.kernel import ids
from tests.journeys.conftest import Control

WORRY = "my mentor never has time for me zebra"


def kept_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_a_worry_in_a_dm_is_answered_with_a_way_on_and_kept_nowhere(
    control: Control, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sent = control.post("message", user="U0TOM", text=WORRY)["new"]["messages"]
    answer = next(message for message in sent if message["from"] != "U0TOM")
    assert "kept nothing of what you wrote" in answer["text"]
    (people,) = control.press("U0TOM", answer, ids.SHOW_CONTACTS)["new"]["messages"]
    assert people["kind"] == "ephemeral"
    for who in (
        "<@U0DEE>",
        "<@U0CARLA>",
        "<@U0HELEN>",
        "Ada Example",
        "Education Support",
    ):
        assert who in people["text"]
    assert b"zebra" not in kept_bytes(tmp_path)
    assert "zebra" not in caplog.text
    for other in ("U0DEE", "U0CARLA", "U0HELEN"):
        assert control.told(other) == []


@pytest.mark.parametrize(
    ("person", "shown", "hidden"),
    [
        ("U0AMIRA", ["<@U0BEN>", "<@U0CARLA>", "Ada Example"], ["<@U0DEE>"]),
        ("U0BEN", ["<@U0CARLA>", "<@U0HELEN>", "Ada Example"], ["your mentor"]),
        ("U0CARLA", ["<@U0HELEN>", "Ada Example"], ["<@U0CARLA>"]),
        ("U0NINA", ["Example Primary School can add you. Ask <@U0SAM>."], ["Ada"]),
    ],
)
def test_each_role_is_shown_its_own_people(
    control: Control, person: str, shown: list[str], hidden: list[str]
) -> None:
    (message,) = control.command(person, "contacts")["new"]["messages"]
    assert all(words in message["text"] for words in shown)
    assert not any(words in message["text"] for words in hidden)


def test_a_question_of_somebody_who_raises_nothing_here_is_led_to_the_help(
    control: Control,
) -> None:
    sent = control.post("message", user="U0CARLA", text="who has not met this week")
    answer = next(m for m in sent["new"]["messages"] if m["from"] != "U0CARLA")
    assert "Type `help` to see what I can do" in answer["text"]


# Several schools in one workspace ---------------------------------------------------


def a_trust(control: Control) -> None:
    """Add a school with people of its own, where Ben is a mentor too."""
    other = SchoolId("second")
    with control.rehearsal.store.transaction(TEAM) as records:
        school = records.get(SCHOOLS, SCHOOL)
        ben = records.get(MEMBERS, f"{SCHOOL}/U0BEN")
        helen = records.get(MEMBERS, f"{SCHOOL}/U0HELEN")
        assert school
        assert ben
        assert helen
        second = msgspec.structs.replace(
            school,
            id=other,
            name="Second School",
            ask=PersonId("U0TOM"),
            safeguarding=(
                Contact(name="Ola Example", organisation="the lead", reach="ext 7"),
            ),
        )
        records.put(SCHOOLS, second)
        there = msgspec.structs.replace(ben, school=other)
        records.put(MEMBERS, there)
        tutor = msgspec.structs.replace(
            helen,
            school=other,
            person=PersonId("U0PRIYA"),
            roles=frozenset({Role.INDUCTION_TUTOR}),
        )
        records.put(MEMBERS, tutor)


@pytest.mark.parametrize("text", ["contacts", "help", "status", "log", "mydata"])
def test_in_a_trust_a_stranger_is_sent_to_no_school_that_may_not_be_theirs(
    control: Control, text: str
) -> None:
    a_trust(control)
    new = control.command("U0NINA", text)["new"]
    shown = str(new["messages"] or new["view"])
    for one in ("U0SAM", "U0TOM", "Example Primary School", "Second School"):
        assert one not in shown
    if text != "mydata":
        assert "Your own school's ECT Bot admin can add you" in shown


def test_whoever_works_at_two_schools_is_shown_whom_to_talk_to_at_both(
    control: Control,
) -> None:
    a_trust(control)
    (people,) = control.command("U0BEN", "contacts")["new"]["messages"]
    for one in ("<@U0CARLA>", "<@U0PRIYA>"):
        assert people["text"].count(one) == 1
    (shown,) = control.press("U0BEN", people, ids.CHILD_AT_RISK)["new"]["messages"]
    assert "Lee Example, designated safeguarding lead, Example Primary" in shown["text"]
    assert "Ola Example, the lead, Second School: ext 7" in shown["text"]
