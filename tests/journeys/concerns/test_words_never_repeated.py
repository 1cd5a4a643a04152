"""The words of a concern stand in no message of the bot's, and are not lost.

Each way of writing one meets each way of failing: all that the bot sends is looked
through, and what was written is found again in a form.
"""

import io
import logging
import random
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.kernel.record import PersonId, TeamId
from bot.log_lines import formatter
from bot.ports.bundle import Actor
from bot.ports.store import OutcomeUnknown, StoreFault
from bot.ports.vault import Place
from bot.sandbox.example_school import TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.usecases.concerns.carried_words import carried
from bot.vault import KeyVault
from bot.views.kernel import ids
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    HELEN,
    TOM,
    close_all,
    from_bot,
    press,
    raise_it,
    said,
    submit,
    with_button,
)
from tests.journeys.concerns.test_concerns import second_school
from tests.journeys.conftest import Control

MARKS = ("zebra", "quagga", "okapi")
WORRY = "Somebody hit me zebra, and nobody quagga\nlistens & <cares> okapi"
NINA = "U0NINA"  # in no roster


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Control]:
    """A school in which Ben has two places."""
    data_file = tmp_path_factory.mktemp("words") / "practice.db"
    with Rehearsal(data_file, quiet_ms=10) as rehearsal:
        opened = Control(rehearsal)
        second_school(opened)
        yield opened


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter(as_json=True))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


@pytest.fixture(autouse=True)
def _nothing_is_repeated(
    control: Control, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.setattr("handlers.listening.LOOK_AGAIN_AFTER_SECONDS", (0.01,))
    yield
    assert repeated_in(control) == []
    assert not any(mark in logged.getvalue() for mark in MARKS)


def repeated_in(control: Control) -> list[Any]:
    """Return what the bot has sent outside of a form with the words in it."""
    state = control.rehearsal.workspace.state
    sent: list[Any] = [
        one
        for one in state.traffic
        if one["direction"] == "from_bot" and not one["method"].startswith("views.")
    ]
    sent += [one for one in state.messages if one["from"] == "bot"]
    sent += [list(state.homes.values())]
    return [one for one in sent if any(mark in said(one) for mark in MARKS)]


# What can fail ------------------------------------------------------------------------

Failing = Callable[[Control, pytest.MonkeyPatch], None]


def _breaks(fault: Exception) -> Failing:
    """Have every look at the records, and every change of them, end so."""

    def failing(control: Control, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_args: object, **_more: object) -> None:
            raise fault

        for name in ("reading", "transaction", "snapshot"):
            monkeypatch.setattr(type(control.rehearsal.store), name, broken)

    return failing


def _slack(fault: str, *methods: str) -> Failing:
    def failing(control: Control, _monkeypatch: pytest.MonkeyPatch) -> None:
        for method in methods:
            control.post("fault", method=method, fault=fault)

    return failing


def _expired(control: Control, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no form open, and no answer be taken where the act was made."""
    _slack("expired_trigger_id", *_VIEWS)(control, monkeypatch)
    state = control.rehearsal.workspace.state
    monkeypatch.setattr(state, "new_response_url", lambda *_args: "no-such-url")


_VIEWS = ("views.open", "views.update", "views.push")
FAILURES: dict[str, Failing] = {
    "a form opens too late": _slack("expired_trigger_id", *_VIEWS),
    "no form opens and no answer is taken": _expired,
    "slack is in trouble": _slack("http_500", *_VIEWS),
    "the records are out of reach": _breaks(StoreFault("gone")),
    "nobody knows whether it was kept": _breaks(OutcomeUnknown("slow", lambda: False)),
    "the bot has a fault": _breaks(ValueError(WORRY)),
}


def fail(control: Control, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    if what != "nothing":
        FAILURES[what](control, monkeypatch)


def put_right(control: Control, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    control.post("fault", fault="none")


# And what is written --------------------------------------------------------------

TYPED = (
    "concern",
    "concerns",
    "contacts",
    "",
    "help",
    "cnocern",
    "log",
    "plan",
    "time",
)


def found_again(control: Control, person: str, number: int = 0) -> str:
    """Press a button that holds what was written; return what stands in its form."""
    close_all(control, person)
    press(control, person, f"{ids.OPEN_WORDS}.{number}")
    view = control.get("view", person)
    assert view is not None
    if "As what do you raise it?" in said(view):
        row = f"{ids.CHOOSE_HAT}.0"
        control.post("click", user=person, view_id=view["id"], action_id=row)
        view = control.get("view", person)
    fields = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    return "".join(field.get("initial_value", "") for field in fields)


def is_whole(found: str) -> bool:
    return all(line in found for line in WORRY.splitlines())


@pytest.mark.parametrize("failing", FAILURES)
@pytest.mark.parametrize("typed", TYPED)
def test_what_is_typed_behind_the_slash_is_found_in_a_form(
    control: Control, monkeypatch: pytest.MonkeyPatch, typed: str, failing: str
) -> None:
    close_all(control, TOM)
    fail(control, monkeypatch, failing)
    control.command(TOM, f"{typed} {WORRY}".strip())
    put_right(control, monkeypatch)
    opened = control.get("view", TOM)
    assert is_whole(said(opened)) if opened else is_whole(found_again(control, TOM))


@pytest.mark.parametrize("person", [BEN, CARLA, HELEN, NINA])
@pytest.mark.parametrize("failing", ["nothing", *FAILURES])
def test_a_concern_of_anybodys_is_found_in_a_form(
    control: Control,
    monkeypatch: pytest.MonkeyPatch,
    person: str,
    failing: str,
) -> None:
    close_all(control, person)
    fail(control, monkeypatch, failing)
    control.command(person, f"concern {WORRY}")
    put_right(control, monkeypatch)
    is_open = person == BEN and control.get("view", person)  # who may raise one
    assert is_open or is_whole(found_again(control, person))


@pytest.mark.parametrize("failing", FAILURES)
def test_a_button_that_fails_itself_is_there_again(
    control: Control, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """Also where the first message, which the bot alone shows, is replaced by it."""
    close_all(control, TOM)
    control.post("fault", method="views.open", fault="expired_trigger_id")
    control.command(TOM, f"concern {WORRY}")
    put_right(control, monkeypatch)
    fail(control, monkeypatch, failing)
    button = with_button(control, TOM, f"{ids.OPEN_WORDS}.0")
    control.press(TOM, button, f"{ids.OPEN_WORDS}.0")
    put_right(control, monkeypatch)
    assert is_whole(found_again(control, TOM))


def _hat(control: Control) -> None:
    view = control.get("view", BEN)
    row = f"{ids.CHOOSE_HAT}.0"
    control.post("click", user=BEN, view_id=view["id"], action_id=row)


@pytest.mark.parametrize("failing", FAILURES)
def test_what_was_typed_before_the_role_was_chosen_is_found_in_a_form(
    control: Control, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    close_all(control, BEN)
    control.command(BEN, f"concern {WORRY}")
    fail(control, monkeypatch, failing)
    _hat(control)
    put_right(control, monkeypatch)
    assert is_whole(found_again(control, BEN))


@pytest.mark.parametrize("failing", FAILURES)
@pytest.mark.parametrize("text", [WORRY, f"/ect concern {WORRY}", f"/ect log {WORRY}"])
def test_what_is_written_to_the_bot_stays_where_it_was_written(
    control: Control, monkeypatch: pytest.MonkeyPatch, text: str, failing: str
) -> None:
    close_all(control, TOM)
    control.post("message", user=TOM, text=WORRY)
    fail(control, monkeypatch, failing)
    control.post("message", user=TOM, text=text)
    mine = [m for m in control.get("messages", TOM) if m["from"] == TOM][-1]
    press(control, TOM, ids.RAISE)
    control.post(
        "shortcut", user=TOM, callback_id=ids.RAISE_PRIVATELY, message_ts=mine["ts"]
    )
    put_right(control, monkeypatch)
    press(control, TOM, ids.RAISE)
    assert is_whole(said(control.get("view", TOM)))


OF_THE_RECORDS = list(FAILURES)[3:]


@pytest.mark.parametrize("failing", OF_THE_RECORDS)
@pytest.mark.parametrize(
    ("person", "opens"), [(TOM, ids.ADD_TO_CONCERN), (DEE, ids.NOTE_CONCERN)]
)
def test_what_cannot_be_added_stays_in_its_form(
    control: Control,
    monkeypatch: pytest.MonkeyPatch,
    person: str,
    opens: str,
    failing: str,
) -> None:
    raise_it(control, TOM, "something small", reader=DEE)
    press(control, person, opens)
    fail(control, monkeypatch, failing)
    submit(control, person, **{"note.value": WORRY})
    put_right(control, monkeypatch)
    close_all_but_one(control, person)
    assert is_whole(said(control.get("view", person)))


def close_all_but_one(control: Control, person: str) -> None:
    """Close what was said over a form; a form that was sent is gone already."""
    stack = control.rehearsal.workspace.state.stacks[person]
    while len(stack) > 1:
        control.post("close", user=person)


@pytest.mark.parametrize("failing", OF_THE_RECORDS)
@pytest.mark.parametrize("is_sent", [False, True])
def test_what_cannot_be_sent_stays_in_its_form(
    control: Control,
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
    *,
    is_sent: bool,
) -> None:
    close_all(control, TOM)
    control.command(TOM, f"concern {WORRY}")
    if is_sent:
        submit(control, TOM, **{"topic.value": "training"})
    fail(control, monkeypatch, failing)
    values = {"reader.value": CARLA} if is_sent else {"topic.value": "training"}
    submit(control, TOM, **values)
    put_right(control, monkeypatch)
    close_all_but_one(control, TOM)
    views = control.rehearsal.workspace.state.views
    assert any(is_whole(said(view)) for view in views.values())


LETTERS = string.ascii_letters + "éèßλж 😟\n"


@pytest.mark.parametrize("length", [1, 1999, 2001, 4000, 12_000])
@pytest.mark.parametrize("failing", ["nothing", "a form opens too late"])
def test_however_long_nothing_that_was_typed_is_lost(
    control: Control,
    monkeypatch: pytest.MonkeyPatch,
    length: int,
    failing: str,
) -> None:
    """Words that cannot be squeezed, in as many parts as Slack's buttons need."""
    close_all(control, TOM)
    drawn = random.Random(length)  # noqa: S311 - words that nobody guesses
    text = "".join(drawn.choices(LETTERS, k=length - 1)).strip() + "z"
    before = len(from_bot(control, TOM))
    fail(control, monkeypatch, failing)
    control.command(TOM, f"concern {text}")
    put_right(control, monkeypatch)
    messages = from_bot(control, TOM)[before:]
    if not messages:
        assert length <= 2000
        return
    parts = said(messages[-1]["blocks"]).count(f'"{ids.OPEN_WORDS}.')
    found = [found_again(control, TOM, number) for number in range(parts)]
    assert "".join("".join(found).split()) == "".join(text.split())


def test_words_are_carried_for_who_wrote_them_alone(control: Control) -> None:
    """Not for another person or workspace; nor does what is stored or forged open."""
    ports = control.rehearsal.bot.ports
    theirs = carried(ports, Actor(TEAM, PersonId(AMIRA)), WORRY)[0]
    elsewhere = carried(ports, Actor(TeamId("T0OTHER"), PersonId(TOM)), WORRY)[0]
    stored = ports.vault.seal(WORRY, Place(TEAM, "concern_words", "x/00001", "text"))
    for value in (theirs, elsewhere, stored, "forged", "é", ""):
        close_all(control, TOM)
        control.command(TOM, f"help {WORRY}")
        button = with_button(control, TOM, f"{ids.OPEN_WORDS}.0")
        state = control.rehearsal.workspace.state
        for block in state.message(TOM, button["ts"])["blocks"]:
            for element in block.get("elements", ()):
                element["value"] = value
        control.press(TOM, button, f"{ids.OPEN_WORDS}.0")
        assert control.get("view", TOM) is None
        assert "I can't open what this button holds" in said(from_bot(control, TOM)[-1])


def test_without_a_key_a_button_opens_while_the_bot_runs(tmp_path: Path) -> None:
    path = tmp_path / "practice.db"
    with Rehearsal(path, quiet_ms=10):
        pass  # the school is set up while there is a key
    with Rehearsal(path, quiet_ms=10, vault=KeyVault([])) as rehearsal:
        keyless = Control(rehearsal)
        keyless.post("fault", method="views.open", fault="expired_trigger_id")
        keyless.command(TOM, f"concern {WORRY}")
        keyless.post("fault", fault="none")
        assert repeated_in(keyless) == []
        assert is_whole(found_again(keyless, TOM))
