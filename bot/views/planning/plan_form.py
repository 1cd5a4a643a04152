"""The form for plans: when, how often, until when, and what comes of that.

The block ids are the names of `Field`, so that a refusal finds its field. What the form
stands on but does not show is in its memory.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_count
from bot.domain.kernel.record import PairingId, Record, SessionId
from bot.domain.sessions.records import Place
from bot.results.planning.plans import PlanForm
from bot.results.sessions.cards import PairingChoice
from bot.views.kernel import ids
from bot.views.kernel.forms import modal_form, modal_page
from bot.views.kernel.memory import packed, unpacked
from bot.views.kernel.message import section, small_print
from bot.views.kernel.text import escape
from bot.views.planning.fields import (
    how_often_fields,
    is_other_time,
    scope_field,
    when_fields,
)
from bot.views.planning.formatting import (
    format_clashes,
    format_days,
    format_left_out,
    format_weekday,
)
from bot.views.sessions.fields import (
    ect_buttons,
    minutes_field,
    place_field,
    reason_fields,
)
from bot.views.sessions.formatting import format_when

_IN_LESSON = "⚠ By the timetables, one of you teaches then."


class PlanMemory(Record, frozen=True, kw_only=True):
    """What the form remembers between Slack's calls; holds no words of people."""

    pairing: PairingId
    starts: datetime  # in UTC
    zone: str  # the school's, in which the pickers are read
    minutes: int
    place: Place
    weeks: int = 0
    until: date | None = None
    reason: str | None = None
    outside: str | None = None  # why a reason is asked for
    clashes: frozenset[date] = frozenset()  # days that sending it off leaves out
    moving: SessionId | None = None
    seen: datetime | None = None
    all_that_follow: bool = False
    other_time: bool = False


def plan_form(form: PlanForm) -> View:
    """Draw the form."""
    mode = form.mode
    scope = scope_field(
        "What to move",
        form.following,
        all_that_follow=mode.all_that_follow,
        at_once=ids.RECHECK_PLAN,
    )
    return modal_form(
        ids.PLAN_FORM,
        "Move a session" if mode.moving else "Plan sessions",
        [
            f"⚠ {escape(mode.notice)}" if mode.notice else None,
            _head(form),
            scope if form.following else None,
            when_fields(form),
            how_often_fields(form),
            minutes_field(form.wish.minutes),
            place_field("How you meet", form.wish.place),
            _IN_LESSON if form.in_lesson else None,
            reason_fields(
                form.outside,
                form.reasons,
                tutor=None if form.tutor_is_mentor else form.tutor,
                picked=form.wish.reason,
            ),
            _preview(form),
            small_print(_who_sees(form)),
        ],
        submit=_submit(form),
        close="Close",
        memory=packed(_memory(form)),
    )


def choose_ect_to_plan(choices: Sequence[PairingChoice]) -> View:
    """Ask which ECT, with a button each."""
    return modal_page(
        "Plan sessions",
        [
            "*Who are the sessions with?*",
            ect_buttons(choices, action_id=ids.CHOOSE_ECT_TO_PLAN),
            small_print("Quicker next time: `/ect plan @name tuesdays 14:00`."),
        ],
    )


def plan_memory_of(view: dict[str, Any]) -> PlanMemory:
    """Read back what the form remembers; raises msgspec.MsgspecError."""
    return unpacked(view["private_metadata"], PlanMemory)


def _memory(form: PlanForm) -> PlanMemory:
    wish, mode = form.wish, form.mode
    return PlanMemory(
        pairing=form.pairing.pairing,
        starts=wish.starts_at,
        zone=form.zone,
        minutes=wish.minutes,
        place=wish.place,
        weeks=wish.weeks,
        until=wish.until,
        reason=wish.reason,
        outside=form.outside,
        clashes=_left_out_on_sending(form),
        moving=mode.moving,
        seen=mode.seen,
        all_that_follow=mode.all_that_follow,
        other_time=is_other_time(form),
    )


def _submit(form: PlanForm) -> str:
    verb = "Move" if form.mode.moving else "Plan"
    if form.preview is None:
        return verb
    number = len(form.preview.days)
    left_out = _left_out_on_sending(form)
    if left_out:
        return f"{verb} the other {number - len(left_out)}"
    return f"{verb} {format_count(number, 'session')}" if number else verb


def _left_out_on_sending(form: PlanForm) -> frozenset[date]:
    """Return the days that clash, unless there would be nothing left to plan."""
    days = frozenset(clash.on for clash in form.clashes)
    number = len(form.preview.days) if form.preview else 0
    return days if len(days) < number else frozenset()


def _head(form: PlanForm) -> str:
    head = f"*{escape(form.pairing.ect)}*"
    if form.moved is not None:
        head += f"\nPlanned now: {format_when(form.moved)}"
    return head


def _preview(form: PlanForm) -> list[Block]:
    preview = form.preview
    if preview is None:
        return []
    clashing = {clash.on for clash in form.clashes}
    days = [day for day in preview.days if day not in clashing]
    lines = []
    if form.clashes:
        stays = "stay where they are" if form.mode.moving else "are left out"
        lines += [f"⚠ *These days clash, and {stays}:*", format_clashes(form.clashes)]
    verb = "to move" if form.mode.moving else "to plan"
    count = f"*{format_count(len(days), 'session')} {verb}*"
    if days:
        times = f"{preview.starts:%H:%M}–{preview.ends:%H:%M}"
        count += f": {format_weekday(days)} {times}, {format_days(days)}"
    lines.append(count)
    if preview.left_out:
        lead = "Not possible" if form.mode.moving else "Left out"
        lines.append(f"{lead}: {format_left_out(preview.left_out)}.")
    return [section("\n".join(lines))]


def _who_sees(form: PlanForm) -> str:
    ect = escape(form.pairing.ect)
    said = f"You and {ect} are reminded on the school day before."
    if form.tutor_is_mentor:
        return said
    return f"{said} {escape(form.tutor)} (induction tutor) sees when you meet."
