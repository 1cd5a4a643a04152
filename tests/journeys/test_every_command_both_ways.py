"""Each example of the commands' page does the same with `/ect` and without it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.people.member import Member, Role
from bot.ports.kinds import DROP_INS, MEMBERS, SESSIONS, TIME_OFF
from bot.sandbox.example_school import DEE, NINA, SAM, SCHOOL, TEAM
from bot.sandbox.rehearsal import Rehearsal
from handlers.commands import SUBCOMMANDS
from tests.journeys.concerns.actions import close_all
from tests.journeys.conftest import Control
from tests.site.reference import DOCS

WHO = {"setup": SAM, "people": SAM, "trust": NINA}  # all others: a mentor
USAGES = [usage for row in SUBCOMMANDS for usage, _purpose in row.usages]


def opened(folder: Path) -> Iterator[Control]:
    with Rehearsal(folder / "practice.db", quiet_ms=5) as rehearsal:
        lead = Member(
            school=SCHOOL,
            person=NINA,
            name="Nina Example",
            roles=frozenset({Role.TRUST_LEAD}),
        )
        with rehearsal.store.transaction(TEAM) as records:
            records.put(MEMBERS, lead)
        yield Control(rehearsal)


@pytest.fixture(scope="module")
def slashed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Control]:
    yield from opened(tmp_path_factory.mktemp("slashed"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Control]:
    yield from opened(tmp_path_factory.mktemp("plain"))


def from_bot(answer: dict[str, Any], person: str) -> list[dict[str, Any]]:
    return [one for one in answer["new"]["messages"] if one["from"] != person]


def form(control: Control, person: str) -> tuple[str, list[str]] | None:
    """Return the form that somebody sees: its title, and its blocks in short."""
    view = control.get("view", person)
    close_all(control, person)
    if view is None:
        return None
    said = [re.sub(r"\d+", "9", str(block.get("text"))) for block in view["blocks"]]
    return view["title"]["text"], said


def test_the_page_names_every_usage() -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    in_slack, _machine = page.split("## On the bot's machine")
    assert re.findall(r"^\| `(/ect[^`]*)` \|", in_slack, re.MULTILINE) == USAGES


@pytest.mark.parametrize("usage", USAGES)
def test_a_command_does_the_same_with_ect_and_without(
    slashed: Control, plain: Control, usage: str
) -> None:
    line = usage.removeprefix("/ect ")
    person = WHO.get(line.split()[0], DEE)
    answer = slashed.command(person, line)
    texts = [one["text"] for one in from_bot(answer, person)]
    its_form = form(slashed, person)
    answers = from_bot(plain.post("message", user=person, text=line), person)
    if its_form is None:
        assert [one["text"] for one in answers] == texts != []
        return
    [offer] = answers  # no form can open there by itself
    plain.press(person, offer, offer["blocks"][-1]["elements"][0]["action_id"])
    assert form(plain, person) == its_form


@pytest.mark.parametrize(
    "said",
    [
        "log this please: my head of department humiliated me",
        "log yesterday 14:00 my head of department humiliated me",
        "time is all I ask for",
        "plan to leave on Tuesday",
        "dropin today was awful, I froze",
    ],
)
def test_what_only_begins_like_a_command_is_recorded_nowhere(
    plain: Control, said: str
) -> None:
    def kept() -> list[Any]:
        with plain.rehearsal.store.reading(TEAM) as records:
            return [
                *records.every(SESSIONS),
                *records.every(DROP_INS),
                *records.every(TIME_OFF),
            ]

    before = kept()
    [offer] = from_bot(plain.post("message", user=DEE, text=said), DEE)
    assert "Show me who I can talk to" in str(offer["blocks"])
    assert (
        f"type it with `/ect {said.split(maxsplit=1)[0]}` at the front" in offer["text"]
    )
    assert kept() == before
