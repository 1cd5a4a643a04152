"""Whatever fails: who said that something is wrong is shown whom they can talk to."""

import random
import string
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.rehearsal import Rehearsal
from bot.vault import KeyVault
from bot.views.kernel import ids
from tests.journeys.concerns.actions import (
    BEN,
    CARLA,
    DEE,
    TOM,
    from_bot,
    press,
    raise_it,
    reviewed,
    said,
    submit,
    with_button,
)
from tests.journeys.concerns.test_concerns import second_school
from tests.journeys.conftest import Control

WORRY = "I never get feedback on my lessons, zebra"
OWN_PEOPLE = ("<@U0DEE>", "<@U0CARLA>", "Ada Example")
IN_GENERAL = ("induction tutor", "appropriate body", "08000 562 561")
NINA = "U0NINA"  # in no roster


def shows_ways_on(shown: Any, people: tuple[str, ...] = OWN_PEOPLE) -> None:
    """Hold that this says whom one can talk to, with both buttons and 999."""
    text = said(shown)
    for part in (*people, "999", f'"{ids.CHILD_AT_RISK}"', f'"{ids.NOT_SAFE}"'):
        assert part in text, f"{part} is missing in {text}"


def wrote(control: Control, person: str, text: str = WORRY) -> dict[str, Any]:
    """Write to the bot; return the latest that it answered."""
    control.post("message", user=person, text=text)
    return from_bot(control, person)[-1]


def shut(control: Control) -> None:
    """Have no record be read or written any more."""
    control.rehearsal.store.close()


# Slack refuses a call -----------------------------------------------------------------


@pytest.mark.parametrize(
    "what", ["missing_scope", "http_429", "http_500", "cut_before"]
)
def test_a_worry_that_cannot_be_read_back_is_offered_the_same_ways_on(
    control: Control, what: str
) -> None:
    control.post("fault", method="conversations.history", fault=what)
    answer = said(wrote(control, TOM))
    for way in (ids.SHOW_CONTACTS, ids.RAISE, ids.CHILD_AT_RISK, ids.NOT_SAFE):
        assert f'"{way}"' in answer
    view = press(control, TOM, ids.RAISE)["view"]
    assert "please copy it from there" in said(view)


@pytest.mark.parametrize("times", [1, 2])
def test_an_offer_that_slack_does_not_take_is_followed_by_the_contacts(
    control: Control, times: int
) -> None:
    control.post("fault", method="chat.postMessage", fault="http_429", times=times)
    shows_ways_on(wrote(control, TOM))


@pytest.mark.parametrize("how", ["raise", "command", "shortcut", "button"])
def test_where_the_form_does_not_open_the_contacts_stand_instead(
    control: Control, how: str
) -> None:
    wrote(control, TOM)
    mine = control.get("messages", TOM)[0]
    if how == "button":
        control.post("message", user=TOM, text="concern")
    control.post("fault", method="views.open", fault="expired_trigger_id")
    if how == "raise":
        new = press(control, TOM, ids.RAISE)
    elif how == "command":
        new = control.command(TOM, f"concern {WORRY}")["new"]
        assert f'"{ids.OPEN_WORDS}.0"' in said(new)
    elif how == "shortcut":
        new = control.post(
            "shortcut", user=TOM, callback_id=ids.RAISE_PRIVATELY, message_ts=mine["ts"]
        )["new"]
    else:
        new = press(control, TOM, ids.OPEN_CONCERN)
    shows_ways_on(new["messages"])


def test_where_the_next_page_does_not_open_the_contacts_come_by_message(
    control: Control,
) -> None:
    second_school(control)
    view = control.command(BEN, f"concern {WORRY}")["new"]["view"]
    control.post("fault", method="views.update", fault="internal_error")
    control.post("click", user=BEN, view_id=view["id"], action_id=f"{ids.CHOOSE_HAT}.0")
    shows_ways_on(from_bot(control, BEN)[-1], ("<@U0CARLA>", "Ada Example"))


# The records cannot be reached --------------------------------------------------------


def test_without_any_record_a_worry_is_told_in_general_who_can_be_told(
    control: Control,
) -> None:
    shut(control)
    shows_ways_on(wrote(control, TOM), IN_GENERAL)
    assert "I can't look up your own school's people" in said(from_bot(control, TOM))


@pytest.mark.parametrize(
    "text", ["contacts", "concern", f"concern {WORRY}", "concerns"]
)
def test_without_any_record_each_command_of_a_worry_says_it_too(
    control: Control, text: str
) -> None:
    shut(control)
    shows_ways_on(control.command(TOM, text)["new"]["messages"], IN_GENERAL)
    other = said(control.command(TOM, "status")["new"])
    assert ids.CHILD_AT_RISK not in other


@pytest.mark.parametrize(
    ("action_id", "people"),
    [
        (ids.CHILD_AT_RISK, ("designated safeguarding lead", "NSPCC", "999")),
        (ids.NOT_SAFE, ("08000 562 561", "999", "your union")),
    ],
)
def test_without_any_record_the_buttons_for_what_cannot_wait_still_answer(
    control: Control, action_id: str, people: tuple[str, ...]
) -> None:
    wrote(control, TOM)
    shut(control)
    shown = said(press(control, TOM, action_id)["messages"])
    assert all(part in shown for part in people)
    assert "nothing was saved" not in shown
    shows_ways_on(press(control, TOM, ids.SHOW_CONTACTS)["messages"], IN_GENERAL)


def test_what_cannot_be_sent_stays_in_the_form_beside_the_contacts(
    control: Control,
) -> None:
    reviewed(control, TOM, WORRY)
    shut(control)
    over = submit(control, TOM, **{"reader.value": CARLA})["new"]["view"]
    shows_ways_on(over, IN_GENERAL)
    assert "still in the form" in said(over)
    pressed = control.post(
        "click", user=TOM, view_id=over["id"], action_id=ids.CHILD_AT_RISK
    )
    assert "designated safeguarding lead" in said(pressed["new"]["view"])
    control.post("close", user=TOM)
    assert WORRY in said(control.get("view", TOM))


def test_a_writers_own_buttons_lead_to_the_contacts_when_they_fail(
    control: Control,
) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    old = with_button(control, TOM, ids.TAKE_FURTHER)
    shut(control)
    new = control.press(TOM, old, ids.TAKE_FURTHER)["new"]["messages"]
    shows_ways_on(new, IN_GENERAL)


def test_words_that_cannot_be_sealed_are_refused_with_the_contacts(
    tmp_path: Path,
) -> None:
    path = tmp_path / "practice.db"
    with Rehearsal(path, quiet_ms=20):
        pass  # the school is set up while there is a key
    with Rehearsal(path, quiet_ms=20, vault=KeyVault([])) as rehearsal:
        control = Control(rehearsal)
        reviewed(control, TOM, WORRY)
        over = submit(control, TOM, **{"reader.value": CARLA})["new"]["view"]
        shows_ways_on(over)


# Refused, or too much -----------------------------------------------------------------


def test_a_stranger_is_told_in_general_and_shown_what_cannot_wait(
    control: Control,
) -> None:
    wrote(control, NINA)
    for new in (
        press(control, NINA, ids.SHOW_CONTACTS)["messages"],
        control.command(NINA, "contacts")["new"]["messages"],
        control.command(NINA, f"concern {WORRY}")["new"]["messages"],
    ):
        shows_ways_on(new, IN_GENERAL)
        assert "Ada" not in said(new)


def test_who_raises_nothing_here_is_shown_their_own_contacts(control: Control) -> None:
    new = control.command(CARLA, f"concern {WORRY}")["new"]["messages"]
    shows_ways_on(new, ("<@U0HELEN>", "Ada Example"))


def test_the_longest_message_of_somebody_with_two_places_is_cut_and_not_lost(
    control: Control,
) -> None:
    second_school(control)
    letters = random.Random(7)  # noqa: S311 - words that cannot be squeezed
    many = "".join(letters.choices(string.ascii_letters + "éèßλж ", k=30_000))
    wrote(control, BEN, many)
    view = press(control, BEN, ids.RAISE)["view"]
    assert "As what do you raise it?" in said(view)
    control.post("click", user=BEN, view_id=view["id"], action_id=f"{ids.CHOOSE_HAT}.0")
    form = control.get("view", BEN)
    words = next(b for b in form["blocks"] if b["block_id"] == "note")
    held = len(words["element"]["initial_value"])
    assert held > 1000
    assert f"the last {30_000 - held:,} characters are not here" in said(form)


LONG = " ".join(f"word{number}" for number in range(1500))


@pytest.mark.parametrize("person", [TOM, BEN])
def test_a_command_that_is_longer_than_its_form_is_in_buttons_below_it(
    control: Control, person: str
) -> None:
    second_school(control)  # Ben's, who is asked first as what he raises it
    new = control.command(person, f"concern {LONG}")["new"]
    if person == BEN:
        control.post(
            "click",
            user=BEN,
            view_id=new["view"]["id"],
            action_id=f"{ids.CHOOSE_HAT}.0",
        )
    form = said(control.get("view", person))
    assert "characters are not here. All of it is still where you wrote it" in form
    (message,) = new["messages"]
    assert message["kind"] == "ephemeral"
    shown = said(message)
    assert [word for word in LONG.split() if word in shown] == []
    assert "Open part 7 of 7" in shown


def test_a_command_that_fits_its_form_stands_there_as_it_was_typed(
    control: Control,
) -> None:
    new = control.command(TOM, "concern Dee & I: lessons < 3 a week")["new"]
    assert "Dee & I: lessons < 3 a week" in said(new["view"])
    assert new["messages"] == []


@pytest.mark.parametrize(
    "text", ["time", "log yesterday 14:00", "plan", "training 90m"]
)
def test_a_line_of_a_command_is_given_back_whole_however_long(
    control: Control, text: str
) -> None:
    control.post("fault", method="views.open", fault="expired_trigger_id")
    new = control.command(DEE, f"{text} {LONG} &<>")["new"]["messages"]
    shown = said([message["blocks"] for message in new])
    assert [word for word in LONG.split() if word not in shown] == []
    assert "&amp;&lt;&gt;" in shown


@pytest.mark.parametrize(
    "text",
    ["Dee shouts at me", "I need help", "help nobody listens", "log Dee hit me"],
)
def test_a_worry_behind_the_slash_stands_in_a_button_beside_the_contacts(
    control: Control, text: str
) -> None:
    new = control.command(TOM, text)["new"]["messages"]
    shows_ways_on(new)
    assert text.removeprefix("help ") not in said(new)
    assert "Open the form with what I wrote" in said(new)


def test_a_slip_in_a_command_brings_no_contacts_and_the_line_back(
    control: Control,
) -> None:
    new = said(control.command(DEE, "lgo yesterday 14:00")["new"]["messages"])
    assert "Did you mean `/ect log`?" in new
    assert "> lgo yesterday 14:00" in new
    assert ids.CHILD_AT_RISK not in new


def test_a_concern_typed_as_a_message_with_its_slash_is_offered_the_ways_on(
    control: Control,
) -> None:
    wrote(control, TOM, "/ect concern Dee shouts at me")
    view = press(control, TOM, ids.RAISE)["view"]
    words = next(b for b in view["blocks"] if b["block_id"] == "note")
    assert words["element"]["initial_value"] == "Dee shouts at me"


@pytest.mark.parametrize("text", ["people 8B", "report last term", "nudges off"])
def test_a_command_with_words_behind_it_is_answered_in_the_conversation(
    control: Control, text: str
) -> None:
    assert '"button"' in said(wrote(control, CARLA, f"/ect {text}"))


def test_a_refusal_of_anything_else_brings_no_contacts(control: Control) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    old = with_button(control, DEE, ids.TAKE_CONCERN)
    press(control, DEE, ids.TAKE_CONCERN)
    state = control.rehearsal.workspace.state
    state.message(DEE, old["ts"])["blocks"] = old["blocks"]
    new = control.press(DEE, old, ids.TAKE_CONCERN)["new"]["messages"]
    assert "You have said so already" in said(new)
    assert ids.CHILD_AT_RISK not in said(new)
