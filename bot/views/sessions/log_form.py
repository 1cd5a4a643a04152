"""The log form: five inputs at most, already right nine times in ten.

The block ids are the names of `Field`, so that a refusal finds its field. What the
form stands on but does not show (which ECT, the time while it is folded away) travels
in `private_metadata`, never any words of people.
"""

import textwrap
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticMultiSelectElement,
    TimePickerElement,
)
from slack_sdk.models.views import View

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import format_minutes, format_span
from bot.domain.kernel.instants import brought_to_utc
from bot.domain.kernel.record import PairingId, Record, SessionId
from bot.domain.sessions.records import NOTE_MAX_CHARS, Place
from bot.results.sessions.cards import LogForm, PairingChoice, StepChoice
from bot.views.kernel import ids
from bot.views.kernel.forms import OPTION_MAX_CHARS, VALUE, word_options
from bot.views.kernel.message import Message, button, buttons, section, small_print
from bot.views.kernel.text import escape, shorten
from bot.views.sessions.fields import (
    ect_buttons,
    minutes_field,
    place_field,
    reason_fields,
)
from bot.views.sessions.formatting import PLACE_WORDS

NEXT_STEPS_MAX_CHARS = 760  # five steps of 150 characters, a line each
_TICKABLE = 10


class FormMemory(Record, frozen=True, kw_only=True):
    """What the form remembers between Slack's calls; holds no words of people."""

    pairing: PairingId
    starts: datetime  # in UTC
    zone: str  # the school's, in which the pickers are read
    minutes: int
    place: Place
    editing: SessionId | None = None
    seen: datetime | None = None  # the version that is edited
    planning: bool = False
    when_open: bool = False
    asks_when: bool = False
    outside: str | None = None  # why a reason is asked for
    reason: str | None = None


def log_form(form: LogForm) -> View:
    """Draw the form."""
    mode = form.mode
    title, submit = _titles(form)
    return View(
        type="modal",
        callback_id=ids.LOG_FORM,
        title=title,
        submit=submit,
        close="Cancel",
        private_metadata=msgspec.json.encode(_memory(form)).decode(),
        blocks=[
            *([section(f"⚠ {escape(mode.notice)}")] if mode.notice else []),
            *_logged_today(form),
            *(
                _when_fields(form)
                if mode.when_open or mode.asks_when
                else [_when_line(form)]
            ),
            *_reason_fields(form),
            *_word_fields(form),
            small_print(_who_reads(form)),
        ],
    )


def choose_ect(choices: Sequence[PairingChoice]) -> View:
    """Ask which ECT, with a button each."""
    return View(
        type="modal",
        title="Log a session",
        close="Cancel",
        blocks=[
            section("*Who did you meet?*"),
            *ect_buttons(choices, action_id=ids.CHOOSE_ECT),
            small_print("Quicker next time: `/ect log @name yesterday 14:00 50m`."),
        ],
    )


def open_log_button() -> Message:
    """Offer the form to someone who typed `log` where no form can be opened."""
    text = "Open the form to log a session."
    row = [button("Log a session", action_id=ids.OPEN_LOG, value="", style="primary")]
    return Message((section(text), buttons(row, block_id="open")), text)


def memory_of(view: dict[str, Any]) -> FormMemory:
    """Read back what the form remembers.

    Raises msgspec.MsgspecError for what this program did not write.
    """
    # One that was open while 0.1.0 gave way to this program.
    memory = brought_to_utc(view["private_metadata"])
    return msgspec.json.decode(memory, type=FormMemory)


def _titles(form: LogForm) -> tuple[str, str]:
    if form.mode.editing:
        return "Edit a session", "Save"
    return (
        ("Plan a session", "Plan") if form.mode.planning else ("Log a session", "Log")
    )


def _memory(form: LogForm) -> FormMemory:
    return FormMemory(
        pairing=form.pairing.pairing,
        starts=form.draft.starts_at,
        zone=form.zone,
        minutes=form.draft.minutes,
        place=form.draft.place,
        editing=form.mode.editing,
        seen=form.mode.seen,
        planning=form.mode.planning,
        when_open=form.mode.when_open or form.mode.asks_when,
        asks_when=form.mode.asks_when,
        outside=form.outside,
        reason=form.draft.reason,
    )


def _logged_today(form: LogForm) -> list[Block]:
    """Say that today's session is logged, before somebody logs it again."""
    logged = form.logged_today
    if logged is None:
        return []
    when = f"{logged.starts:%H:%M}–{logged.ends:%H:%M}"
    text = f"Today's session, {when}, is logged already. This form logs another one."
    return [
        SectionBlock(
            text=MarkdownTextObject(text=text),
            block_id="logged-today",
            accessory=button(
                "Edit today's", action_id=ids.EDIT_SESSION, value=logged.session
            ),
        )
    ]


def _when_line(form: LogForm) -> Block:
    ends = form.starts + timedelta(minutes=form.draft.minutes)
    when = format_span(form.starts, ends, today=form.today)
    text = (
        f"*{escape(form.pairing.ect)}*\n{when}, {format_minutes(form.draft.minutes)}, "
        f"{PLACE_WORDS[form.draft.place]}"
    )
    return SectionBlock(
        text=MarkdownTextObject(text=text),
        block_id="when",
        accessory=button("Change", action_id=ids.CHANGE_WHEN, value="when"),
    )


def _when_fields(form: LogForm) -> list[Block]:
    known = None if form.mode.asks_when else form.starts
    return [
        section(f"*{escape(form.pairing.ect)}*"),
        InputBlock(
            block_id=Field.DAY,
            label="Date",
            element=DatePickerElement(
                action_id=ids.RECHECK,
                initial_date=f"{known:%Y-%m-%d}" if known else None,
            ),
            dispatch_action=True,
        ),
        InputBlock(
            block_id=Field.START,
            label="Started at",
            element=TimePickerElement(
                action_id=ids.RECHECK, initial_time=f"{known:%H:%M}" if known else None
            ),
            dispatch_action=True,
        ),
        minutes_field(form.draft.minutes),
        place_field("How you met", form.draft.place),
    ]


def _reason_fields(form: LogForm) -> list[Block]:
    if form.outside is None:
        return []
    return reason_fields(
        form.outside,
        form.reasons,
        tutor=None if form.tutor_is_mentor else form.tutor,
        picked=form.draft.reason,
    )


def _word_fields(form: LogForm) -> list[Block]:
    areas = word_options(form.focus_areas)
    first = form.pairing.ect.split()[0]
    picked = [area for area in areas if area.value in form.draft.focus_areas]
    blocks: list[Block] = [
        _input(
            Field.FOCUS,
            "Focus",
            StaticMultiSelectElement(
                action_id=VALUE,
                placeholder="What did you work on?",
                options=areas,
                initial_options=picked or None,
            ),
        )
    ]
    if form.open_steps:
        blocks.append(_steps_to_tick(form))
    return [
        *blocks,
        _input(
            Field.NOTE,
            f"Note, for you and {first} only",
            PlainTextInputElement(
                action_id=VALUE,
                multiline=True,
                max_length=NOTE_MAX_CHARS,
                initial_value=form.draft.note or None,
            ),
        ),
        _input(
            Field.NEXT_STEPS,
            f"Next steps, for you and {first} only",
            PlainTextInputElement(
                action_id=VALUE,
                multiline=True,
                max_length=NEXT_STEPS_MAX_CHARS,
                placeholder="One a line",
                initial_value="\n".join(form.draft.next_steps) or None,
            ),
        ),
    ]


def _steps_to_tick(form: LogForm) -> Block:
    options = [_step_option(step) for step in form.open_steps[-_TICKABLE:]]
    done = [option for option in options if option.value in form.draft.steps_done]
    return _input(
        Field.STEPS_DONE,
        "Still open from before: tick what is done",
        CheckboxesElement(
            action_id=VALUE, options=options, initial_options=done or None
        ),
    )


def _step_option(step: StepChoice) -> Option:
    # A tick box shows 75 characters, and as many again in its description.
    lines = textwrap.wrap(step.text, OPTION_MAX_CHARS, break_on_hyphens=False)
    rest = shorten(" ".join(lines[1:]), to=OPTION_MAX_CHARS)
    return Option(value=step.step, text=lines[0], description=rest or None)


def _who_reads(form: LogForm) -> str:
    if form.tutor_is_mentor:
        return f"Only you and {escape(form.pairing.ect)} see the words."
    return (
        f"{escape(form.tutor)} (induction tutor) sees that you met, when and for how "
        "long; never the focus, the note or the next steps."
    )


def _input(field: Field, label: str, element: InputInteractiveElement) -> InputBlock:
    return InputBlock(
        block_id=field,
        label=PlainTextObject(text=shorten(label, to=2000)),
        element=element,
        optional=True,
    )
