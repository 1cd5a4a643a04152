"""`/ect mydata`: everything about oneself, and no word that is somebody else's."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.kernel.claims import Claim
from bot.domain.kernel.record import PersonId
from bot.ports.bundle import Actor
from bot.ports.kinds import AUDIT, CLAIMS
from bot.sandbox.example_school import TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.usecases.data_protection.own_data import own_data
from bot.views.data_protection.own_data import as_json, as_text
from bot.views.kernel import ids
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    EVERYBODY,
    TOM,
    from_bot,
    said,
    write_one_of_each,
)
from tests.journeys.conftest import Control

# A secret, and in whose data it is: what one wrote, or may read as one of two. A
# reader's data has none of the words of whoever came to them.
IN_DATA_OF = {
    "words-to-the-mentor": {TOM},
    "note-of-the-mentor": {TOM, DEE},
    "words-about-the-mentor": {TOM},
    "words-about-the-tutor": {AMIRA},
    "note-of-a-session": {TOM, DEE},
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Control]:
    folder: Path = tmp_path_factory.mktemp("own")
    with Rehearsal(folder / "practice.db", quiet_ms=5) as rehearsal:
        control = Control(rehearsal)
        write_one_of_each(control)
        yield control


def whole(control: Control, person: str) -> str:
    own = own_data(control.rehearsal.bot.ports, Actor(TEAM, PersonId(person)))
    return (as_text(own) + as_json(own)).decode()


@pytest.mark.parametrize("secret", IN_DATA_OF)
@pytest.mark.parametrize("person", EVERYBODY)
def test_words_are_in_the_data_of_those_whose_they_are(
    told: Control, secret: str, person: str
) -> None:
    assert (secret in whole(told, person)) is (person in IN_DATA_OF[secret])


def test_nobody_learns_from_their_data_that_a_concern_is_about_them(
    told: Control,
) -> None:
    for person in (CARLA, DEE):
        own = json.loads(
            as_json(own_data(told.rehearsal.bot.ports, Actor(TEAM, PersonId(person))))
        )
        concerns = own["held"].get("concerns", {"records": []})["records"]
        assert all("about" not in concern for concern in concerns)
        assert all(concern["writer"] == TOM for concern in concerns)


def test_a_person_gets_two_files_and_is_told_how_to_ask_for_the_rest(
    told: Control,
) -> None:
    told.command(TOM, "mydata")
    page = from_bot(told, TOM)[-1]
    assert "What I hold about you" in said(page)
    assert "<@U0SAM>" in said(page)
    assert "words-" not in said(page)
    told.press(TOM, page, ids.HAND_OVER)
    files = told.handed(TOM)
    text = files["what-i-hold.txt"].decode()
    data = json.loads(files["what-i-hold.json"])
    for secret in IN_DATA_OF:
        is_of_a_concern = secret != "note-of-a-session"
        assert (secret in text + json.dumps(data)) is not is_of_a_concern
    assert "mentor: Dee Example" in text
    assert {"members", "inductions", "sessions", "concerns"} <= data["held"].keys()
    assert data["held"]["members"]["records"][0]["name"] == "Tom Example"
    with told.rehearsal.store.reading(TEAM) as records:
        looks = [e.by.value for e in records.every(AUDIT) if e.what == "saw_own_data"]
    assert TOM in looks


def test_words_of_concerns_are_in_a_file_only_for_who_asks_for_that(
    told: Control,
) -> None:
    told.command(TOM, "mydata")
    page = from_bot(told, TOM)[-1]
    assert "an owner of your workspace may be able to export them" in said(page)
    told.press(TOM, page, ids.SHOW_WORDS)
    form = said(told.get("view", TOM))
    told.press(TOM, page, ids.HAND_OVER_ALL)
    files = told.handed(TOM)
    for secret, people in IN_DATA_OF.items():
        if secret != "note-of-a-session":
            assert (secret in form) is (TOM in people)
            assert (secret in files["what-i-hold.txt"].decode()) is (TOM in people)
    told.command(CARLA, "mydata")
    assert ids.HAND_OVER_ALL not in said(from_bot(told, CARLA)[-1])
    assert ids.HAND_OVER in said(from_bot(told, CARLA)[-1])


def test_somebody_of_whom_nothing_is_held_is_told_so(told: Control) -> None:
    told.command("U0NOBODY", "mydata")
    own = own_data(told.rehearsal.bot.ports, Actor(TEAM, PersonId("U0NEW")))
    assert own.parts == ()


def test_who_gathers_it_keeps_nobody_from_writing(told: Control) -> None:
    ports = told.rehearsal.bot.ports
    written = list[None]()

    def write() -> None:
        with ports.store.transaction(TEAM) as records:
            now = ports.clock.now()
            records.put(CLAIMS, Claim(delivery="meanwhile", outcome="", at=now))

    class Clock:
        """Tells the time, and has somebody else write when it is first asked."""

        def now(self) -> datetime:
            if not written:
                with ThreadPoolExecutor(1) as pool:
                    written.append(pool.submit(write).result(timeout=20))
            return ports.clock.now()

    assert own_data(replace(ports, clock=Clock()), Actor(TEAM, PersonId(TOM))).parts
    assert written


def test_the_flag_on_a_mentors_session_is_not_in_the_ects_data(told: Control) -> None:
    assert '"flags"' not in whole(told, AMIRA)
    assert '"flags"' in whole(told, BEN)
