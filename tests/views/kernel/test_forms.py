"""One way to ask for each kind of thing, and one for what a form remembers."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import InputBlock

from bot.domain.kernel.record import Record
from bot.sandbox.block_kit import faults_of_view
from bot.views.kernel import forms
from bot.views.kernel.memory import TooMuch, packed, unpacked

OPTIONS = forms.options_of({"a": "Apple", "b": "Banana"})
FIELDS = [
    forms.date_field("day", "Day", date(2026, 11, 3)),
    forms.time_field("at", "At", time(14)),
    forms.number_field("minutes", "Minutes", 50, span=(5, 240)),
    forms.text_field("note", "Note", "Calm start", most=2000, lines=True),
    forms.person_field("who", "Who", "U0AMIRA"),
    forms.file_field("file", "File", ["ics"]),
    forms.radio_field("fruit", "Fruit", OPTIONS, "b"),
    forms.menu_field("menu", "Menu", OPTIONS, "b", placeholder="Pick one"),
    forms.several_field("some", "Some", OPTIONS, ["a"], placeholder="Pick some"),
    forms.tick_field("ticked", "Ticked", OPTIONS, ["b"]),
]


class Memory(Record, frozen=True, kw_only=True):
    words: str = ""
    at: datetime | None = None


def test_a_form_of_all_fields_is_one_that_slack_takes() -> None:
    view = forms.modal_form("form", "All", ["*Fill in*", *FIELDS], submit="Send")
    assert faults_of_view(view.to_dict()) == []


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: str(field.block_id))
def test_every_field_holds_what_was_given_under_the_one_action_id(
    field: InputBlock,
) -> None:
    element = field.to_dict()["element"]
    assert element["action_id"] == forms.VALUE
    assert any(name.startswith(("initial_", "filetypes")) for name in element)


def test_a_field_whose_change_is_told_at_once_has_an_action_of_its_own() -> None:
    told = forms.date_field("day", "Day", at_once="recheck").to_dict()
    assert told["dispatch_action"] is True
    assert told["element"]["action_id"] == "recheck"


@given(st.text(max_size=400))
def test_what_a_form_remembers_comes_back(words: str) -> None:
    memory = Memory(words=words, at=datetime(2026, 11, 3, 14, tzinfo=UTC))
    assert unpacked(packed(memory), Memory) == memory


def test_what_is_long_is_squeezed_and_comes_back() -> None:
    memory = Memory(words="Behaviour routines at the door. " * 200)
    assert len(packed(memory)) <= 3000
    assert unpacked(packed(memory), Memory) == memory


def test_what_does_not_fit_says_so() -> None:
    with pytest.raises(TooMuch):
        packed(Memory(words="".join(chr(0x4E00 + n) for n in range(3000))))


@pytest.mark.parametrize("forged", ["", "{", "zzz", "z~", '{"stray": 1}', "null"])
def test_what_this_program_did_not_write_is_refused(forged: str) -> None:
    with pytest.raises(msgspec.MsgspecError):
        unpacked(forged, Memory)


def test_a_form_that_an_older_version_opened_is_brought_to_utc() -> None:
    summer = timezone(timedelta(hours=1))
    older = msgspec.json.encode({"at": datetime(2026, 6, 2, 14, tzinfo=summer)})
    assert unpacked(older.decode(), Memory).at == datetime(2026, 6, 2, 13, tzinfo=UTC)
