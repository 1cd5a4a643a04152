"""Words at rest: what the disk holds, and what goes on without the key."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.kernel.drafts import Edit, Field, SessionDraft
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import PairingId, PersonId, Sealed, SessionId
from bot.domain.sessions.records import NextStep
from bot.keys import new_key
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import NEXT_STEPS
from bot.ports.vault import Place
from bot.results.sessions.cards import LogForm, SessionCard
from bot.sandbox.example_school import DEE, STARTS, TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.usecases.kernel.claims import Delivery
from bot.usecases.kernel.sealed_words import UNREADABLE, place_of
from bot.usecases.sessions.log_form import open_edit, open_log
from bot.usecases.sessions.logging import edit_session, log_session, undo_session
from bot.vault import KeyVault
from tests.journeys.conftest import Control

NOTE, STEP, OTHER_STEP = "Calm zebra start", "Greet the quagga", "Count the okapi"
ACTOR = Actor(TEAM, DEE)
TOM = PersonId("U0TOM")
PAIRING = PairingId("pairing-tom")
NO_KEY = KeyVault([])


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def send_form(control: Control, **values: str) -> dict[str, object]:
    view = control.command(DEE, "log")["new"]["view"]
    given = {f"{name}.value": value for name, value in values.items()}
    return control.post("submit", user=DEE, view_id=view["id"], values=given)


def test_no_words_lie_on_the_disk_while_it_runs_or_after(tmp_path: Path) -> None:
    with Rehearsal(tmp_path / "practice.db") as rehearsal:
        control = Control(rehearsal)
        send_form(control, note=NOTE, next_steps=STEP)
        assert NOTE in control.told(DEE)[-1]
        running = on_disk(tmp_path)
    for held in (running, on_disk(tmp_path)):
        assert PAIRING.encode() in held
        for words in ("zebra", "quagga", "entry routine", "hinge questions"):
            assert words.encode() not in held


def test_the_practice_key_is_made_once_and_opens_again(tmp_path: Path) -> None:
    with Rehearsal(tmp_path / "practice.db") as rehearsal:
        send_form(Control(rehearsal), next_steps=STEP)
    with Rehearsal(tmp_path / "practice.db") as rehearsal:
        view = Control(rehearsal).command(DEE, "log")["new"]["view"]
        assert STEP in json.dumps(view)


@pytest.fixture
def keyless(tmp_path: Path) -> Iterator[Control]:
    """The workspace after its key was lost."""
    with Rehearsal(tmp_path / "practice.db"):
        pass
    with Rehearsal(tmp_path / "practice.db", vault=NO_KEY) as rehearsal:
        yield Control(rehearsal)


def test_without_the_key_the_bot_logs_shows_status_and_says_what_it_cannot_show(
    keyless: Control,
) -> None:
    view = keyless.command(DEE, "log")["new"]["view"]
    assert UNREADABLE in json.dumps(view)
    (step,) = next(
        block["element"]["options"]
        for block in view["blocks"]
        if block["block_id"] == Field.STEPS_DONE
    )
    sent = keyless.post(
        "submit",
        user=DEE,
        view_id=view["id"],
        values={"steps_done.value": [step["value"]]},
    )
    assert "Logged: Wed 11 Nov" in json.dumps(sent["new"]["view"])
    assert f"Done since last time:\n• {UNREADABLE}" in keyless.told(TOM)[-1]
    status = keyless.command(DEE, "status")["new"]["messages"]
    assert "Whom you mentor" in json.dumps(status)
    line = keyless.command(DEE, "log monday 10:00 50m behaviour routines")
    assert "Logged: Mon 9 Nov" in json.dumps(line)


@pytest.mark.parametrize("field", ["note", "next_steps"])
def test_without_the_key_words_are_refused_in_the_form_and_stay_there(
    keyless: Control, field: str
) -> None:
    errors = send_form(keyless, **{field: NOTE})["errors"]
    assert isinstance(errors, dict)
    assert "cannot be kept safely just now" in errors[field]
    assert "school admin" in errors[field]
    typed = keyless.get("view", DEE)["state"]["values"][field]["value"]["value"]
    assert typed == NOTE


def test_without_the_key_a_typed_note_is_refused_and_shown_back(
    keyless: Control,
) -> None:
    (message,) = keyless.command(DEE, "log monday 10:00 50m zebra")["new"]["messages"]
    assert "cannot be kept safely just now" in message["text"]
    assert "10:00 50m zebra" in message["text"]


@pytest.fixture
def ports(rehearsal: Rehearsal) -> Ports:
    return rehearsal.bot.ports


def logged(ports: Ports) -> SessionId:
    draft = SessionDraft(
        pairing=PAIRING,
        starts_at=STARTS.replace(day=9),
        minutes=50,
        note=NOTE,
        next_steps=(STEP, OTHER_STEP),
    )
    card = log_session(ports, ACTOR, draft, Delivery("first"))
    return card.facts.session.id


def edited(ports: Ports, session: SessionId, draft: SessionDraft) -> SessionCard:
    return edit_session(ports, ACTOR, Edit(session, draft), Delivery(ports.new_id()))


def ticked_later(ports: Ports, session: SessionId) -> None:
    draft = SessionDraft(
        pairing=PAIRING,
        starts_at=STARTS.replace(day=10),
        minutes=30,
        steps_done=frozenset({f"{session}-2"}),
    )
    log_session(ports, ACTOR, draft, Delivery("later"))


@pytest.mark.parametrize("lost", [False, True])
def test_an_edit_that_leaves_the_words_alone_loses_none_of_them(
    ports: Ports, *, lost: bool
) -> None:
    session = logged(ports)
    ticked_later(ports, session)
    now = replace(ports, vault=NO_KEY) if lost else ports
    form = open_edit(now, ACTOR, session)
    assert form.draft.note == (UNREADABLE if lost else NOTE)
    card = edited(now, session, replace(form.draft, minutes=30))
    assert card.facts.session.minutes == 30
    after = open_edit(ports, ACTOR, session).draft
    assert (after.note, after.next_steps) == (NOTE, (STEP, OTHER_STEP))
    with ports.store.reading(TEAM) as records:
        second = records.get(NEXT_STEPS, f"{session}-2")
        assert second is not None
        assert second.done_in is not None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"note": ""}, Field.NOTE),
        ({"note": "Another note"}, Field.NOTE),
        ({"next_steps": ()}, Field.NEXT_STEPS),
        ({"next_steps": (UNREADABLE,)}, Field.NEXT_STEPS),
    ],
)
@pytest.mark.parametrize("keys", [[], [new_key()]])
def test_words_that_stay_shut_cannot_be_written_over(
    ports: Ports, change: dict[str, object], field: Field, keys: list[str]
) -> None:
    session = logged(ports)
    shut = replace(ports, vault=KeyVault(keys))
    draft = replace(open_edit(shut, ACTOR, session).draft, **change)  # type: ignore[arg-type]  # by name
    with pytest.raises(Unfit, match="cannot be changed just now") as refused:
        edited(shut, session, draft)
    assert refused.value.field is field
    assert open_edit(ports, ACTOR, session).draft.note == NOTE


def test_with_a_newer_key_alone_fresh_steps_join_those_that_stay_shut(
    ports: Ports,
) -> None:
    session, newer = logged(ports), KeyVault([new_key()])
    shut = replace(ports, vault=newer)
    draft = open_edit(shut, ACTOR, session).draft
    edited(shut, session, replace(draft, next_steps=("New", *draft.next_steps)))
    steps = open_edit(shut, ACTOR, session).draft.next_steps
    assert steps == (UNREADABLE, UNREADABLE, "New")  # these open in their place alone
    steps = open_edit(ports, ACTOR, session).draft.next_steps
    assert steps == (STEP, OTHER_STEP, UNREADABLE)


def test_undo_deletes_words_that_stay_shut(ports: Ports) -> None:
    session = logged(ports)
    keyless = replace(ports, vault=NO_KEY)
    undo_session(keyless, ACTOR, session, Delivery("undo"))
    with ports.store.reading(TEAM) as records:
        assert records.get(NEXT_STEPS, f"{session}-1") is None


def test_a_long_history_costs_no_more_than_what_is_shown(ports: Ports) -> None:
    class Counting:
        opens = 0

        def seal(self, text: str, place: Place) -> Sealed:
            return ports.vault.seal(text, place)

        def opened(self, sealed: Sealed, place: Place) -> str | None:
            self.opens += 1
            return ports.vault.opened(sealed, place)

    with ports.store.transaction(TEAM) as records:
        for number in range(300):
            step = NextStep(
                id=f"old-{number}",
                pairing=PAIRING,
                text=ports.vault.seal(
                    STEP, place_of(records, NEXT_STEPS, f"old-{number}")
                ),
                set_in=SessionId(f"old-{number}"),
                set_at=STARTS,
            )
            records.put(NEXT_STEPS, step)
    counting = Counting()
    form = open_log(replace(ports, vault=counting), ACTOR)
    assert isinstance(form, LogForm)
    assert counting.opens == len(form.open_steps) == 10
