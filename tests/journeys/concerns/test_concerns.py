"""Concerns as ECT, mentor and induction tutor live them, over Slack's protocol."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.member import Role
from bot.domain.school.profile import DateSpan
from bot.ports.kinds import (
    CONCERNS,
    INDUCTIONS,
    MEMBERS,
    PAIRINGS,
    SCHOOLS,
)
from bot.sandbox.example_school import SCHOOL, TEAM
from bot.views.kernel import ids
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    EVERYBODY,
    HELEN,
    TOM,
    close_all,
    from_bot,
    pass_days,
    press,
    raise_it,
    readers_in,
    reviewed,
    said,
    submit,
    with_button,
)
from tests.journeys.conftest import Control

WORRY = "I never get feedback on my lessons, zebra"


def kept(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def all_that_is_seen(control: Control, person: str) -> str:
    """Everything that somebody can look at without pressing what is not theirs."""
    control.post("open_home", user=person)
    control.command(person, "status")
    control.command(person, "concerns")
    control.command(person, "help")
    return said(
        [
            control.get("messages", person),
            control.get("home", person),
            control.get("view", person),
        ]
    )


def what_commands_show(control: Control, person: str) -> list[str]:
    """Return what a person's own commands and home tab show, as it reads."""
    texts = []
    for command in ("status", "concerns", "help", "contacts"):
        new = control.command(person, command)["new"]["messages"]
        texts += [blocks_of(message) for message in new]
    home = control.post("open_home", user=person)["new"]["home"]
    return [*texts, blocks_of(home)]


def blocks_of(thing: dict[str, Any]) -> str:
    """Return blocks without the ids that Slack makes up."""
    return said(
        [
            {key: part for key, part in block.items() if key != "block_id"}
            for block in thing["blocks"]
        ]
    )


# From a DM to Send ------------------------------------------------------------------


def test_before_send_nothing_is_stored_logged_or_passed_on(
    control: Control, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    view = reviewed(control, TOM, WORRY)
    assert "zebra" in said(view)
    assert readers_in(view) == [DEE, CARLA, "contact"]
    assert b"zebra" not in kept(tmp_path)
    assert "zebra" not in caplog.text
    with control.rehearsal.store.reading(TEAM) as records:
        assert not list(records.every(CONCERNS))
    for other in EVERYBODY:
        if other != TOM:
            assert from_bot(control, other) == []


def test_a_second_message_before_send_adds_to_the_draft(control: Control) -> None:
    control.post("message", user=TOM, text="First the lion")
    control.post("message", user=TOM, text="log")
    control.post("message", user=TOM, text="then the zebra")
    offers = [m for m in from_bot(control, TOM) if ids.RAISE in said(m)]
    assert len(offers) == 1
    view = press(control, TOM, ids.RAISE)["view"]
    words = next(b for b in view["blocks"] if b["block_id"] == "note")
    assert words["element"]["initial_value"] == "First the lion\nthen the zebra"


def test_change_leads_back_to_the_words_and_cancel_leaves_nothing(
    control: Control, tmp_path: Path
) -> None:
    reviewed(control, TOM, WORRY)
    control.post("close", user=TOM)
    first = control.get("view", TOM)
    assert first["state"]["values"]["note"]["value"]["value"] == WORRY
    control.post("close", user=TOM)
    assert control.get("view", TOM) is None
    assert b"zebra" not in kept(tmp_path)


def test_not_now_ends_it_and_a_later_message_begins_anew(control: Control) -> None:
    control.post("message", user=TOM, text="First the lion")
    press(control, TOM, ids.NOT_NOW)
    assert ids.RAISE not in said(from_bot(control, TOM))
    control.post("message", user=TOM, text="Now the zebra")
    view = press(control, TOM, ids.RAISE)["view"]
    assert "zebra" in said(view)
    assert "lion" not in said(view)


def test_the_command_and_the_shortcut_open_the_same_form(control: Control) -> None:
    view = control.command(TOM, f"concern {WORRY}")["new"]["view"]
    assert "zebra" in said(view)
    close_all(control, TOM)
    control.post("message", user=TOM, text=WORRY)
    mine = control.get("messages", TOM)[-2]
    answer = control.post(
        "shortcut", user=TOM, callback_id=ids.RAISE_PRIVATELY, message_ts=mine["ts"]
    )
    assert "zebra" in said(answer["new"]["view"])


def test_after_send_the_words_are_sealed_and_only_the_two_can_read_them(
    control: Control, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    assert b"zebra" not in kept(tmp_path)
    assert "zebra" not in caplog.text
    assert "zebra" not in said(from_bot(control, DEE))
    assert "zebra" in said(press(control, DEE, ids.READ_CONCERN)["view"])
    assert "zebra" in said(press(control, TOM, ids.READ_CONCERN)["view"])
    for other in EVERYBODY:
        if other not in {TOM, DEE}:
            assert "zebra" not in all_that_is_seen(control, other)


def test_the_named_contact_can_be_chosen_at_once_and_nothing_is_stored(
    control: Control, tmp_path: Path
) -> None:
    reviewed(control, TOM, WORRY)
    answer = submit(control, TOM, **{"reader.value": "contact"})
    shown = said(answer["new"]["view"])
    assert "Dear Ada Example" in shown
    assert "ects@appropriate-body.example" in shown
    with control.rehearsal.store.reading(TEAM) as records:
        assert not list(records.every(CONCERNS))
    assert b"zebra" not in kept(tmp_path)


# The ladder -------------------------------------------------------------------------


@pytest.mark.rule("R10")
def test_a_mentor_resolves_it_and_only_the_writer_closes_it(control: Control) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    assert "has not opened it yet" in said(from_bot(control, TOM))
    press(control, DEE, ids.READ_CONCERN)
    close_all(control, DEE)
    assert "*Seen:* Dee Example read it" in said(from_bot(control, TOM))
    press(control, DEE, ids.TAKE_CONCERN)
    assert "*Being dealt with:* Dee Example" in said(from_bot(control, TOM))
    press(control, DEE, ids.NOTE_CONCERN)
    submit(control, DEE, **{"note.value": "Let us talk on Thursday, giraffe"})
    assert "giraffe" not in said(from_bot(control, TOM))
    assert "giraffe" in said(press(control, TOM, ids.READ_CONCERN)["view"])
    close_all(control, DEE)
    close_all(control, TOM)
    press(control, DEE, ids.SAY_SORTED)
    assert "says that it is sorted. Is it?" in said(from_bot(control, TOM))
    press(control, TOM, ids.CONFIRM_SORTED)
    assert "This is closed: it is sorted" in said(from_bot(control, DEE))
    assert ids.TAKE_CONCERN not in said(from_bot(control, DEE))


@pytest.mark.rule("R4")
@pytest.mark.parametrize("said_what", [ids.SAY_SORTED, ids.CANNOT_HELP])
def test_what_a_reader_says_by_a_slip_is_undone_and_nothing_was_closed(
    control: Control, said_what: str
) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    press(control, DEE, ids.READ_CONCERN)
    close_all(control, DEE)
    press(control, DEE, said_what)
    assert "What would you like to happen next?" in said(from_bot(control, TOM))
    assert said_what not in said(from_bot(control, DEE))
    press(control, DEE, ids.UNDO_SAID)
    assert "What would you like to happen next?" not in said(from_bot(control, TOM))
    assert "Since then: *Seen:* Dee Example read it" in said(from_bot(control, TOM))
    assert ids.UNDO_SAID not in said(from_bot(control, DEE))
    press(control, DEE, ids.TAKE_CONCERN)


def test_a_reader_who_said_that_it_is_sorted_still_reads_it_and_adds_a_note(
    control: Control,
) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    press(control, DEE, ids.SAY_SORTED)
    assert "zebra" in said(press(control, DEE, ids.READ_CONCERN)["view"])
    close_all(control, DEE)
    for shown in (
        said(control.command(DEE, "concerns")["new"]),
        said(control.post("open_home", user=DEE)["new"]["home"]),
    ):
        for still in (ids.READ_CONCERN, ids.NOTE_CONCERN, ids.UNDO_SAID):
            assert still in shown
        assert ids.SAY_SORTED not in shown
    press(control, DEE, ids.NOTE_CONCERN)
    submit(control, DEE, **{"note.value": "We have moved the hour, giraffe"})
    close_all(control, DEE)
    assert "says that it is sorted. Is it?" in said(from_bot(control, TOM))
    assert "giraffe" in said(press(control, TOM, ids.READ_CONCERN)["view"])


def test_an_undo_that_comes_too_late_says_what_would_help(control: Control) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    press(control, DEE, ids.SAY_SORTED)
    control.post("clock", advance=3601)
    new = press(control, DEE, ids.UNDO_SAID)["messages"]
    assert "more than an hour ago" in said(new)
    assert "says that it is sorted. Is it?" in said(from_bot(control, TOM))


@pytest.mark.rule("R10")
def test_a_writer_who_says_no_goes_one_step_up_or_back_to_the_same_reader(
    control: Control,
) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    press(control, DEE, ids.READ_CONCERN)
    close_all(control, DEE)
    press(control, DEE, ids.SAY_SORTED)
    view = press(control, TOM, ids.TAKE_FURTHER)["view"]
    assert readers_in(view) == ["again", CARLA, "contact"]
    answer = submit(control, TOM, **{"reader.value": "again"})
    assert "has not opened it yet" not in said(answer["new"])
    close_all(control, TOM)
    told = said(from_bot(control, TOM))
    assert "has not opened it yet" not in told
    assert "*With Dee Example again:* they had it open on Wed 11 Nov" in told
    assert "has come back to you on it" in said(from_bot(control, DEE))
    assert "zebra" in said(press(control, DEE, ids.READ_CONCERN)["view"])
    assert "*Seen:* Dee Example read it" in said(from_bot(control, TOM))


@pytest.mark.rule("R10")
def test_one_about_the_mentor_goes_past_the_mentor(control: Control) -> None:
    before = what_commands_show(control, DEE)
    view = reviewed(control, TOM, WORRY, topic="mentor")
    assert readers_in(view) == [CARLA, "contact"]
    submit(control, TOM, **{"reader.value": CARLA})
    press(control, CARLA, ids.READ_CONCERN)
    assert what_commands_show(control, DEE) == before
    assert all(m["kind"] == "ephemeral" for m in from_bot(control, DEE))


@pytest.mark.rule("R10")
def test_what_the_mentor_cannot_resolve_goes_on_only_as_the_writer_chooses(
    control: Control,
) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    press(control, DEE, ids.NOTE_CONCERN)
    submit(control, DEE, **{"note.value": "A note of the mentor, giraffe"})
    close_all(control, DEE)
    press(control, DEE, ids.CANNOT_HELP)
    assert from_bot(control, CARLA) == []
    assert "cannot resolve it" in said(from_bot(control, TOM))
    view = press(control, TOM, ids.TAKE_FURTHER)["view"]
    assert "zebra" in said(view)
    assert readers_in(view) == ["again", CARLA, "contact"]
    submit(control, TOM, **{"reader.value": CARLA})
    read = said(press(control, CARLA, ids.READ_CONCERN)["view"])
    assert "zebra" in read
    assert "giraffe" not in read  # what a mentor notes reaches no assessor (R5)
    assert "no longer with you" in said(from_bot(control, DEE))
    assert ids.READ_CONCERN not in said(from_bot(control, DEE))


@pytest.mark.rule("R11")
def test_when_the_induction_tutor_cannot_help_the_named_contact_is_shown(
    control: Control,
) -> None:
    raise_it(control, TOM, WORRY, reader=CARLA, topic="time")
    press(control, CARLA, ids.CANNOT_HELP)
    told = with_button(control, TOM, ids.DRAFT_FOR_CONTACT)
    assert "Ada Example" in said(told)
    assert "zebra" not in said(told)
    draft = said(press(control, TOM, ids.DRAFT_FOR_CONTACT)["view"])
    assert "Dear Ada Example" in draft
    assert "zebra" in draft


@pytest.mark.slow
@pytest.mark.rule("R4")
def test_where_nobody_answers_the_writer_is_asked_and_ends_with_the_contact(
    control: Control,
) -> None:
    raise_it(control, AMIRA, WORRY, reader=BEN)
    pass_days(control, 2)
    assert "is waiting to hear from you" in said(from_bot(control, BEN))
    pass_days(control, 6)
    asked = with_button(control, AMIRA, ids.LEAVE_CONCERN)
    assert "There is no answer from Ben Example yet" in said(asked)
    assert "Ada Example" in said(asked)
    assert from_bot(control, CARLA) == []
    press(control, AMIRA, ids.TAKE_FURTHER)
    submit(control, AMIRA, **{"reader.value": CARLA})
    close_all(control, AMIRA)
    pass_days(control, 12)
    assert "There is no answer from Carla Example yet" in said(from_bot(control, AMIRA))
    press(control, AMIRA, ids.TAKE_FURTHER)
    answer = submit(control, AMIRA, **{"reader.value": "contact"})
    assert "Ada Example" in said(answer["new"]["view"])
    close_all(control, AMIRA)
    assert "no longer with you" in said(from_bot(control, CARLA))


def test_pass_it_on_for_me_is_a_wish_and_off_by_default(control: Control) -> None:
    raise_it(control, TOM, WORRY, reader=DEE, pass_on=True)
    press(control, DEE, ids.CANNOT_HELP)
    assert "zebra" in said(press(control, CARLA, ids.READ_CONCERN)["view"])
    assert "As you asked when you sent it" in said(from_bot(control, TOM))


@pytest.mark.rule("R9")
def test_a_mentors_own_concern_goes_to_the_induction_tutor_then_the_head(
    control: Control,
) -> None:
    control.post("message", user=BEN, text="I have lost my mentoring hour, zebra")
    press(control, BEN, ids.RAISE)
    view = submit(control, BEN, **{"topic.value": "time"})["new"]["view"]
    assert readers_in(view) == [CARLA, HELEN, "contact"]
    submit(control, BEN, **{"reader.value": CARLA})
    close_all(control, BEN)
    press(control, CARLA, ids.CANNOT_HELP)
    assert from_bot(control, HELEN) == []
    press(control, BEN, ids.TAKE_FURTHER)
    submit(control, BEN, **{"reader.value": HELEN})
    assert "zebra" in said(press(control, HELEN, ids.READ_CONCERN)["view"])


@pytest.mark.rule("R5")
def test_about_an_ects_progress_a_talk_is_arranged_and_no_words_are_kept(
    control: Control, tmp_path: Path
) -> None:
    control.command(BEN, "concern Amira struggles, zebra")
    answer = submit(control, BEN, **{"topic.value": "ect_progress"})
    assert "zebra" not in said(answer["new"]["view"])
    submit(control, BEN, **{"reader.value": CARLA})
    told = said(from_bot(control, CARLA))
    assert "would like to talk with you" in told
    assert "Amira" not in told
    assert "zebra" not in told
    assert ids.READ_CONCERN not in told
    assert b"zebra" not in kept(tmp_path)
    press(control, CARLA, ids.SAY_SORTED)
    assert "says that it is sorted" in said(from_bot(control, BEN))


def test_where_mentor_and_induction_tutor_are_one_others_are_offered_by_name(
    control: Control,
) -> None:
    both = frozenset({Role.MENTOR, Role.INDUCTION_TUTOR})
    with control.rehearsal.store.transaction(TEAM) as records:
        dee = records.get(MEMBERS, f"{SCHOOL}/{DEE}")
        induction = records.get(INDUCTIONS, f"{SCHOOL}/{TOM}")
        assert dee
        assert induction
        records.put(MEMBERS, msgspec.structs.replace(dee, roles=both))
        records.put(INDUCTIONS, msgspec.structs.replace(induction, tutor=PersonId(DEE)))
    view = reviewed(control, TOM, WORRY, topic="mentor")
    assert readers_in(view) == [CARLA, HELEN, "contact"]
    submit(control, TOM, **{"reader.value": HELEN})
    assert "zebra" in said(press(control, HELEN, ids.READ_CONCERN)["view"])
    assert from_bot(control, DEE) == []
    assert from_bot(control, CARLA) == []


# Absence, leaving, other schools ----------------------------------------------------


def test_an_away_tutor_is_said_to_be_away_and_others_are_offered(
    control: Control,
) -> None:
    raise_it(control, AMIRA, WORRY, reader=CARLA, topic="time")
    span = DateSpan(first=_day(12), last=_day(25))
    with control.rehearsal.store.transaction(TEAM) as records:
        carla = records.get(MEMBERS, f"{SCHOOL}/{CARLA}")
        assert carla
        records.put(MEMBERS, msgspec.structs.replace(carla, away=(span,)))
    pass_days(control, 1)
    asked = said(from_bot(control, AMIRA))
    assert "Carla Example is away until Wed 25 Nov" in asked
    assert "Ada Example" in asked
    head = said(from_bot(control, HELEN))
    assert "Carla Example (induction tutor) is away" in head
    assert "concern" not in head.lower()
    assert "Amira" not in head
    view = press(control, AMIRA, ids.TAKE_FURTHER)["view"]
    assert readers_in(view) == ["again", HELEN, "contact"]


def test_a_head_is_told_that_a_tutor_is_needed_whether_there_is_a_concern_or_not(
    control: Control,
) -> None:
    with control.rehearsal.store.transaction(TEAM) as records:
        carla = records.get(MEMBERS, f"{SCHOOL}/{CARLA}")
        assert carla
        away = (DateSpan(first=_day(12), last=_day(25)),)
        records.put(MEMBERS, msgspec.structs.replace(carla, away=away))
    pass_days(control, 2)
    assert len(from_bot(control, HELEN)) == 1


@pytest.mark.parametrize("how", ["removed", "deactivated", "no longer the mentor"])
def test_when_the_reader_has_gone_the_writer_chooses_and_nothing_moves(
    control: Control, how: str
) -> None:
    raise_it(control, AMIRA, WORRY, reader=BEN)
    if how == "deactivated":
        control.post("deactivate", user=BEN, deleted=True)
    with control.rehearsal.store.transaction(TEAM) as records:
        if how == "removed":
            records.remove(MEMBERS, f"{SCHOOL}/{BEN}")
        elif how == "no longer the mentor":
            pairing = next(p for p in records.every(PAIRINGS) if p.ect == AMIRA)
            ended = msgspec.structs.replace(pairing, ends_on=_day(11))
            records.put(PAIRINGS, ended)
    pass_days(control, 5)
    asked = said(from_bot(control, AMIRA))
    assert "can no longer answer this here" in asked
    assert from_bot(control, CARLA) == []
    press(control, AMIRA, ids.TAKE_FURTHER)
    submit(control, AMIRA, **{"reader.value": CARLA})
    assert "zebra" in said(press(control, CARLA, ids.READ_CONCERN)["view"])


def test_a_concern_of_somebody_who_has_left_is_closed_and_its_words_are_gone(
    control: Control,
) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    with control.rehearsal.store.transaction(TEAM) as records:
        records.remove(MEMBERS, f"{SCHOOL}/{TOM}")
    pass_days(control, 1)
    assert "it was withdrawn" in said(from_bot(control, DEE))


# Presses that come late, twice, or from others --------------------------------------


def test_a_stranger_who_types_the_exact_id_gets_the_answer_for_none(
    control: Control,
) -> None:
    raise_it(control, TOM, WORRY, reader=CARLA, topic="mentor")
    with control.rehearsal.store.reading(TEAM) as records:
        (concern,) = records.every(CONCERNS)
    answers = []
    for value in (ids.of_concern(concern.id, 1), ids.of_concern("none", 1)):
        control.rehearsal.workspace.state.add_message(
            DEE,
            0,
            blocks=[
                {
                    "type": "actions",
                    "elements": [
                        {
                            "type": "button",
                            "text": {"type": "plain_text", "text": "Read"},
                            "action_id": action_id,
                            "value": value,
                        }
                        for action_id in (ids.READ_CONCERN, ids.TAKE_CONCERN)
                    ],
                }
            ],
        )
        message = control.get("messages", DEE)[-1]
        for action_id in (ids.READ_CONCERN, ids.TAKE_CONCERN):
            new = control.press(DEE, message, action_id)["new"]["messages"]
            answers.append([m["text"] for m in new if m["kind"] == "ephemeral"])
    assert answers == [["There is no such concern for you. It may be closed."]] * 4


def test_a_stale_press_says_what_has_happened_since(control: Control) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    old = with_button(control, DEE, ids.TAKE_CONCERN)
    press(control, TOM, ids.WITHDRAW_CONCERN)
    assert ids.TAKE_CONCERN not in said(from_bot(control, DEE))
    kept_open = control.rehearsal.workspace.state.message(DEE, old["ts"])
    kept_open["blocks"] = old["blocks"]  # a phone that has not caught up yet
    new = control.press(DEE, old, ids.TAKE_CONCERN)["new"]["messages"]
    assert "This is closed: it was withdrawn." in said(new)


def test_a_double_press_is_answered_kindly(control: Control) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    old = with_button(control, DEE, ids.TAKE_CONCERN)
    press(control, DEE, ids.TAKE_CONCERN)
    control.rehearsal.workspace.state.message(DEE, old["ts"])["blocks"] = old["blocks"]
    new = control.press(DEE, old, ids.TAKE_CONCERN)["new"]["messages"]
    assert "You have said so already" in said(new)


def test_withdrawing_deletes_the_words_at_once(control: Control) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    press(control, TOM, ids.WITHDRAW_CONCERN)
    assert "*Withdrawn* on Wed 11 Nov" in said(from_bot(control, TOM))
    assert "it was withdrawn" in said(from_bot(control, DEE))


def test_two_concerns_at_once_stay_apart(control: Control) -> None:
    raise_it(control, TOM, "The first, lion", reader=DEE)
    raise_it(control, TOM, "The second, zebra", reader=CARLA)
    assert "lion" in said(press(control, DEE, ids.READ_CONCERN)["view"])
    assert "zebra" not in said(control.get("view", DEE))
    assert "zebra" in said(press(control, CARLA, ids.READ_CONCERN)["view"])
    listed = control.command(TOM, "concerns")["new"]["messages"]
    assert said(listed).count(ids.WITHDRAW_CONCERN) == 2


def test_the_writer_adds_to_it_and_takes_a_copy_away(control: Control) -> None:
    raise_it(control, TOM, WORRY, reader=DEE)
    press(control, TOM, ids.ADD_TO_CONCERN)
    submit(control, TOM, **{"note.value": "And one thing more, okapi"})
    close_all(control, TOM)
    assert "has added something" in said(from_bot(control, DEE))
    assert "okapi" in said(press(control, DEE, ids.READ_CONCERN)["view"])
    press(control, TOM, ids.READ_CONCERN)
    view = control.get("view", TOM)
    copied = control.post(
        "click", user=TOM, view_id=view["id"], action_id=ids.COPY_CONCERN
    )
    for word in ("zebra", "okapi", "sent to Dee Example", "Example Primary School"):
        assert word in said(copied["new"]["view"])


# Odd input --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("hello!", "Hello Tom"),
        ("Thank you :)", "You're welcome"),
        ("help", "/ect concern"),
        ("status", "Your mentor"),
        ("😟", "I have kept nothing"),
        ("Help me, I cannot go on", "I have kept nothing"),
        ("   ", "could not read any words"),
    ],
)
def test_small_talk_and_commands_are_known_as_such(
    control: Control, text: str, answer: str
) -> None:
    control.post("message", user=TOM, text=text)
    assert answer in said(from_bot(control, TOM)[-1])


def test_only_an_emoji_opens_the_form_and_asks_for_a_few_words(
    control: Control,
) -> None:
    control.post("message", user=TOM, text="😟")
    press(control, TOM, ids.RAISE)
    answer = submit(control, TOM, **{"topic.value": "other"})
    assert "a few words" in answer["errors"]["note"]


def test_the_longest_message_is_cut_with_the_rest_kept_in_slack(
    control: Control,
) -> None:
    control.post("message", user=TOM, text="word " * 8000)
    assert "It is long: 39,999 characters" in said(from_bot(control, TOM)[-1])
    view = press(control, TOM, ids.RAISE)["view"]
    assert "37,999 characters are not here" in said(view)


def test_a_voice_clip_is_answered_with_what_would_work(control: Control) -> None:
    clip = {"name": "clip.m4a", "mimetype": "audio/mp4"}
    control.post("message", user=TOM, text="", files=[clip])
    assert "a few words in writing are enough" in said(from_bot(control, TOM)[-1])


def test_an_edited_message_is_read_as_it_stands_and_what_was_sent_stays(
    control: Control,
) -> None:
    control.post("message", user=TOM, text="First words, lion")
    mine = control.get("messages", TOM)[0]
    answer = control.post("edit", user=TOM, message_ts=mine["ts"], text="Now zebra")
    assert "what they read stays as it was" in said(answer["new"])
    view = press(control, TOM, ids.RAISE)["view"]
    assert "zebra" in said(view)
    assert "lion" not in said(view)
    close_all(control, TOM)
    answer = control.post("delete", user=TOM, message_ts=mine["ts"])
    assert "I hold no copy of it" in said(answer["new"])


def test_a_message_in_a_thread_is_answered_and_raised_there(control: Control) -> None:
    control.post("message", user=TOM, text="hello")
    parent = control.get("messages", TOM)[0]
    control.post("message", user=TOM, text=WORRY, thread_ts=parent["ts"])
    assert from_bot(control, TOM)[-1]["thread_ts"] == parent["ts"]
    assert "zebra" in said(press(control, TOM, ids.RAISE)["view"])


def test_hostile_words_are_shown_as_words(control: Control) -> None:
    words = "<!channel> <@U0HELEN> *bold* `zebra` & <https://a.example|b>"
    raise_it(control, TOM, words, reader=DEE)
    view = press(control, DEE, ids.READ_CONCERN)["view"]
    shown = [b for b in view["blocks"] if b.get("text", {}).get("type") == "plain_text"]
    assert shown[0]["text"]["text"] == words


# Not for the bot --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action_id", "people"),
    [
        (
            ids.CHILD_AT_RISK,
            ["Lee Example", "Kim Example", "Pat Example", "<@U0HELEN>"],
        ),
        (ids.NOT_SAFE, ["Education Support", "08000 562 561", "Lee Example"]),
    ],
)
def test_what_cannot_wait_shows_people_and_stores_nothing(
    control: Control, tmp_path: Path, action_id: str, people: list[str]
) -> None:
    control.post("message", user=TOM, text="A pupil was hurt, zebra")
    with control.rehearsal.store.reading(TEAM) as records:
        before = len(list(records.every(CONCERNS)))
    shown = said(press(control, TOM, action_id))
    assert "I pass nothing on and keep nothing" in shown
    assert "999" in shown
    assert all(person in shown for person in people)
    with control.rehearsal.store.reading(TEAM) as records:
        assert len(list(records.every(CONCERNS))) == before == 0
    assert b"zebra" not in kept(tmp_path)
    for other in EVERYBODY:
        if other != TOM:
            assert from_bot(control, other) == []


def test_words_of_worry_bring_those_buttons_to_the_top_and_decide_nothing(
    control: Control,
) -> None:
    control.post("message", user=TOM, text="A pupil was hurt")
    offer = said(from_bot(control, TOM)[-1]["blocks"])
    assert offer.index(ids.CHILD_AT_RISK) < offer.index(ids.RAISE)
    control.post("message", user=AMIRA, text="I am behind with my file")
    offer = said(from_bot(control, AMIRA)[-1]["blocks"])
    assert offer.index(ids.RAISE) < offer.index(ids.CHILD_AT_RISK)


def _day(number: int) -> date:
    return date(2026, 11, number)


# Several schools in one workspace -----------------------------------------------------


def second_school(control: Control) -> None:
    """Make Ben a mentor at another school too, with an induction tutor of its own."""
    other = SchoolId("second")
    with control.rehearsal.store.transaction(TEAM) as records:
        school = records.get(SCHOOLS, SCHOOL)
        ben = records.get(MEMBERS, f"{SCHOOL}/{BEN}")
        carla = records.get(MEMBERS, f"{SCHOOL}/{CARLA}")
        assert school
        assert ben
        assert carla
        named = msgspec.structs.replace(school, id=other, name="Second School")
        records.put(SCHOOLS, named)
        for member, person in ((ben, BEN), (carla, "U0SAM")):
            moved = msgspec.structs.replace(
                member, school=other, person=PersonId(person), name="Una Example"
            )
            records.put(MEMBERS, moved)


def test_with_two_schools_the_writer_says_from_which_and_it_stays_there(
    control: Control,
) -> None:
    second_school(control)
    view = control.command(BEN, f"concern {WORRY}")["new"]["view"]
    assert "As what do you raise it?" in said(view)
    values = {
        element["text"]["text"]: element["value"]
        for block in view["blocks"]
        for element in block.get("elements", ())
    }
    control.post(
        "click",
        user=BEN,
        view_id=view["id"],
        action_id=f"{ids.CHOOSE_HAT}.1",
        value=values["mentor at Second School"],
    )
    assert "zebra" in said(control.get("view", BEN))
    review = submit(control, BEN, **{"topic.value": "time"})["new"]["view"]
    assert readers_in(review) == ["U0SAM", "contact"]
    submit(control, BEN, **{"reader.value": "U0SAM"})
    assert "zebra" in said(press(control, "U0SAM", ids.READ_CONCERN)["view"])
    assert from_bot(control, CARLA) == []
    assert from_bot(control, HELEN) == []
