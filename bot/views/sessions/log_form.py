"""The log form: five inputs at most, already right nine times in ten.

The block ids are the names of `Field`, so that a refusal finds its field. What the form
stands on but does not show (which ECT, the time while it is folded away) is in its
memory, never any words of people.
"""

import textwrap
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.models.blocks import Block, Option
from slack_sdk.models.views import View

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import format_minutes, format_span
from bot.domain.kernel.record import PairingId, Record, SessionId
from bot.domain.sessions.records import NOTE_MAX_CHARS, Place
from bot.results.sessions.cards import LogForm, PairingChoice, StepChoice
from bot.views.kernel import ids
from bot.views.kernel.forms import (
    date_field,
    modal_form,
    modal_page,
    several_field,
    text_field,
    tick_field,
    time_field,
    word_options,
)
from bot.views.kernel.memory import packed, unpacked
from bot.views.kernel.message import (
    OPTION_MAX_CHARS,
    Message,
    button,
    message,
    section,
    small_print,
)
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
    return modal_form(
        ids.LOG_FORM,
        title,
        [
            f"⚠ {escape(mode.notice)}" if mode.notice else None,
            _logged_today(form),
            *(
                _when_fields(form)
                if mode.when_open or mode.asks_when
                else [_when_line(form)]
            ),
            reason_fields(
                form.outside,
                form.reasons,
                tutor=None if form.tutor_is_mentor else form.tutor,
                picked=form.draft.reason,
            ),
            _word_fields(form),
            small_print(_who_reads(form)),
        ],
        submit=submit,
        memory=packed(_memory(form)),
    )


def choose_ect(choices: Sequence[PairingChoice]) -> View:
    """Ask which ECT, with a button each."""
    return modal_page(
        "Log a session",
        [
            "*Who did you meet?*",
            ect_buttons(choices, action_id=ids.CHOOSE_ECT),
            small_print("Quicker next time: `/ect log @name yesterday 14:00 50m`."),
        ],
        close="Cancel",
    )


def open_log_button() -> Message:
    """Offer the form to someone who typed `log` where no form can be opened."""
    opens = button("Log a session", ids.OPEN_LOG, style="primary")
    return message("Open the form to log a session.", opens, row="open")


def memory_of(view: dict[str, Any]) -> FormMemory:
    """Read back what the form remembers; raises msgspec.MsgspecError."""
    return unpacked(view["private_metadata"], FormMemory)


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
    edit = button("Edit today's", ids.EDIT_SESSION, logged.session)
    return [section(text, block_id="logged-today", beside=edit)]


def _when_line(form: LogForm) -> Block:
    ends = form.starts + timedelta(minutes=form.draft.minutes)
    when = format_span(form.starts, ends, today=form.today)
    text = (
        f"*{escape(form.pairing.ect)}*\n{when}, {format_minutes(form.draft.minutes)}, "
        f"{PLACE_WORDS[form.draft.place]}"
    )
    change = button("Change", ids.CHANGE_WHEN, "when")
    return section(text, block_id="when", beside=change)


def _when_fields(form: LogForm) -> list[Block]:
    known = None if form.mode.asks_when else form.starts
    return [
        section(f"*{escape(form.pairing.ect)}*"),
        date_field(Field.DAY, "Date", known, at_once=ids.RECHECK),
        time_field(Field.START, "Started at", known, at_once=ids.RECHECK),
        minutes_field(form.draft.minutes),
        place_field("How you met", form.draft.place),
    ]


def _word_fields(form: LogForm) -> list[Block]:
    draft, theirs = form.draft, f"for you and {form.pairing.ect.split()[0]} only"
    steps = [_step_option(step) for step in form.open_steps[-_TICKABLE:]]
    done = tick_field(
        Field.STEPS_DONE,
        "Still open from before: tick what is done",
        steps,
        draft.steps_done,
        optional=True,
    )
    return [
        several_field(
            Field.FOCUS,
            "Focus",
            word_options(form.focus_areas),
            draft.focus_areas,
            placeholder="What did you work on?",
            optional=True,
        ),
        *([done] if steps else []),
        text_field(
            Field.NOTE,
            f"Note, {theirs}",
            draft.note,
            most=NOTE_MAX_CHARS,
            lines=True,
            optional=True,
        ),
        text_field(
            Field.NEXT_STEPS,
            f"Next steps, {theirs}",
            "\n".join(draft.next_steps),
            most=NEXT_STEPS_MAX_CHARS,
            lines=True,
            example="One a line",
            optional=True,
        ),
    ]


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
