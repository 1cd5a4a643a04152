"""The form for plans: when, how often, until when, and what comes of that.

The block ids are the names of `Field`, so that a refusal finds its field. What the form
stands on but does not show travels in `private_metadata`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    NumberInputElement,
    Option,
    RadioButtonsElement,
    StaticSelectElement,
    TimePickerElement,
)
from slack_sdk.models.views import View

from bot.domain.drafts import Field
from bot.domain.record import PairingId, Record, SessionId
from bot.domain.results.planning import PlanForm
from bot.domain.results.sessions import PairingChoice
from bot.domain.sessions import Place
from bot.domain.words import said_count, said_day
from bot.views import ids
from bot.views.log_form import VALUE, ect_buttons, place_field, reason_fields
from bot.views.message import section, small_print
from bot.views.said import said_when
from bot.views.said_plans import (
    ENDING_WORDS,
    said_clashes,
    said_days,
    said_every,
    said_left_out,
    said_weekday,
)
from bot.views.text import escape

OTHER_TIME = "other"
ALL, ONE = "all", "one"
_IN_LESSON = "⚠ By the timetables, one of you teaches then."
_WEEKS_TO_CHOOSE = (1, 2, 3, 4)


class PlanMemory(Record, frozen=True, kw_only=True):
    """What the form remembers between Slack's calls; holds no words of people."""

    pairing: PairingId
    starts: datetime  # aware
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
    return View(
        type="modal",
        callback_id=ids.PLAN_FORM,
        title="Move a session" if mode.moving else "Plan sessions",
        submit=_submit(form),
        close="Close",
        private_metadata=msgspec.json.encode(_memory(form)).decode(),
        blocks=[
            *([section(f"⚠ {escape(mode.notice)}")] if mode.notice else []),
            section(_head(form)),
            *_scope(form),
            *_when(form),
            *_how_often(form),
            _input(
                Field.LENGTH,
                "Minutes",
                NumberInputElement(
                    action_id=VALUE,
                    is_decimal_allowed=False,
                    initial_value=str(form.wish.minutes),
                ),
            ),
            place_field("How you meet", form.wish.place),
            *([section(_IN_LESSON)] if form.in_lesson else []),
            *_reason(form),
            *_preview(form),
            small_print(_who_sees(form)),
        ],
    )


def choose_ect_to_plan(choices: Sequence[PairingChoice]) -> View:
    """Ask which ECT, with a button each."""
    return View(
        type="modal",
        title="Plan sessions",
        close="Close",
        blocks=[
            section("*Who are the sessions with?*"),
            ect_buttons(choices, action_id=ids.CHOOSE_ECT_TO_PLAN),
            small_print("Quicker next time: `/ect plan @name tuesdays 14:00`."),
        ],
    )


def plan_memory_of(view: dict[str, Any]) -> PlanMemory:
    """Read back what the form remembers.

    Raises msgspec.MsgspecError for what this program did not write.
    """
    return msgspec.json.decode(view["private_metadata"], type=PlanMemory)


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
        other_time=_is_other_time(form),
    )


def _submit(form: PlanForm) -> str:
    verb = "Move" if form.mode.moving else "Plan"
    if form.preview is None:
        return verb
    number = len(form.preview.days)
    left_out = _left_out_on_sending(form)
    if left_out:
        return f"{verb} the other {number - len(left_out)}"
    return f"{verb} {said_count(number, 'session')}" if number else verb


def _left_out_on_sending(form: PlanForm) -> frozenset[date]:
    """Return the days that clash, unless there would be nothing left to plan."""
    days = frozenset(clash.on for clash in form.clashes)
    number = len(form.preview.days) if form.preview else 0
    return days if len(days) < number else frozenset()


def _head(form: PlanForm) -> str:
    head = f"*{escape(form.pairing.ect)}*"
    if form.moved is not None:
        head += f"\nPlanned now: {said_when(form.moved)}"
    return head


def _scope(form: PlanForm) -> list[Block]:
    if not form.following:
        return []
    options = [
        Option(value=ONE, text="This one alone"),
        Option(
            value=ALL,
            text=f"This one and the {form.following} that follow",
        ),
    ]
    return [
        _input(
            Field.SCOPE,
            "What to move",
            RadioButtonsElement(
                action_id=ids.RECHECK_PLAN,
                options=options,
                initial_option=options[form.mode.all_that_follow],
            ),
            dispatch=True,
        )
    ]


def _is_other_time(form: PlanForm) -> bool:
    return form.mode.other_time or form.starts not in form.slots


def _when(form: PlanForm) -> list[Block]:
    blocks: list[Block] = []
    if form.slots:
        options = [
            Option(
                value=slot.isoformat(), text=f"{said_day(slot.date())}, {slot:%H:%M}"
            )
            for slot in form.slots
        ]
        options.append(Option(value=OTHER_TIME, text="Another time"))
        at = len(options) - 1 if _is_other_time(form) else form.slots.index(form.starts)
        blocks.append(
            _input(
                Field.SLOT,
                "When, in teaching hours",
                StaticSelectElement(
                    action_id=ids.RECHECK_PLAN,
                    options=options,
                    initial_option=options[at],
                ),
                hint=None if _is_other_time(form) else _what_is_known(form),
                dispatch=True,
            )
        )
    if _is_other_time(form):
        blocks += [
            _input(
                Field.DAY,
                "Date" if form.preview is None else "First date",
                DatePickerElement(
                    action_id=ids.RECHECK_PLAN,
                    initial_date=form.starts.date().isoformat(),
                ),
                dispatch=True,
            ),
            _input(
                Field.START,
                "Starts at",
                TimePickerElement(
                    action_id=ids.RECHECK_PLAN, initial_time=f"{form.starts:%H:%M}"
                ),
                dispatch=True,
            ),
        ]
    return blocks


def _what_is_known(form: PlanForm) -> str:
    if form.timetables_known:
        return "Free for both of you, by your timetables and by what is planned here."
    return (
        "Free for both of you by what is planned here. I do not know your timetables "
        "yet."
    )


def _how_often(form: PlanForm) -> list[Block]:
    if form.mode.moving:
        return []
    weeks = sorted({*_WEEKS_TO_CHOOSE, form.usual_weeks, form.wish.weeks} - {0})
    often = [Option(value="0", text="Once")]
    for number in weeks:
        usual = " (what is expected)" if number == form.usual_weeks else ""
        words = said_every(number).capitalize()
        often.append(Option(value=str(number), text=words + usual))
    picked = next(one for one in often if one.value == str(form.wish.weeks))
    blocks: list[Block] = [
        _input(
            Field.EVERY,
            "How often",
            StaticSelectElement(
                action_id=ids.RECHECK_PLAN, options=often, initial_option=picked
            ),
            dispatch=True,
        )
    ]
    if form.wish.weeks:
        blocks.append(_until(form))
    return blocks


def _until(form: PlanForm) -> Block:
    ends = {day: ENDING_WORDS[ending] for ending, day in form.endings.items()}
    until = form.wish.until
    if until is not None and until not in ends:
        ends[until] = ""
    options = [
        Option(
            value=day.isoformat(),
            text=f"{words.capitalize()}, {said_day(day, today=form.today)}"
            if words
            else said_day(day, today=form.today),
        )
        for day, words in sorted(ends.items())
    ]
    picked = until.isoformat() if until else ""
    return _input(
        Field.UNTIL,
        "Until",
        StaticSelectElement(
            action_id=ids.RECHECK_PLAN,
            options=options,
            initial_option=next((one for one in options if one.value == picked), None),
        ),
        dispatch=True,
    )


def _reason(form: PlanForm) -> list[Block]:
    if form.outside is None:
        return []
    return reason_fields(
        form.outside,
        form.reasons,
        tutor=None if form.tutor_is_mentor else form.tutor,
        picked=form.wish.reason,
    )


def _preview(form: PlanForm) -> list[Block]:
    preview = form.preview
    if preview is None:
        return []
    clashing = {clash.on for clash in form.clashes}
    days = [day for day in preview.days if day not in clashing]
    lines = []
    if form.clashes:
        stays = "stay where they are" if form.mode.moving else "are left out"
        lines += [
            f"⚠ *These days clash, and {stays}:*",
            said_clashes(form.clashes),
        ]
    verb = "to move" if form.mode.moving else "to plan"
    count = f"*{said_count(len(days), 'session')} {verb}*"
    if days:
        times = f"{preview.starts:%H:%M}–{preview.ends:%H:%M}"
        count += f": {said_weekday(days)} {times}, {said_days(days)}"
    lines.append(count)
    if preview.left_out:
        lead = "Not possible" if form.mode.moving else "Left out"
        lines.append(f"{lead}: {said_left_out(preview.left_out)}.")
    return [section("\n".join(lines))]


def _who_sees(form: PlanForm) -> str:
    ect = escape(form.pairing.ect)
    said = f"You and {ect} are reminded on the school day before."
    if form.tutor_is_mentor:
        return said
    return f"{said} {escape(form.tutor)} (induction tutor) sees when you meet."


def _input(
    field: Field,
    label: str,
    element: InputInteractiveElement,
    *,
    hint: str | None = None,
    dispatch: bool = False,
) -> InputBlock:
    return InputBlock(
        block_id=field,
        label=label,
        element=element,
        hint=hint,
        dispatch_action=dispatch or None,
    )
