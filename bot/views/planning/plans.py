"""Plans as people read them: what a change did, and what could not be."""

from slack_sdk.models.views import View

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import capitalised, format_count, format_list
from bot.domain.kernel.history import Event
from bot.results.planning.plans import (
    CancelForm,
    PlanChangeCard,
    PlanLineRefused,
    SwapForm,
)
from bot.views.kernel import ids
from bot.views.kernel.forms import menu_field, modal_form, options_of
from bot.views.kernel.message import Message, button, message, plain, small_print
from bot.views.kernel.text import as_typed, escape, quoted
from bot.views.planning.fields import scope_field
from bot.views.planning.formatting import (
    format_clashes,
    format_every,
    format_left_out,
    format_outside,
    format_sessions,
)
from bot.views.sessions.cards import like
from bot.views.sessions.fields import reason_buttons, reason_fields
from bot.views.sessions.formatting import format_filled_in, format_when
from bot.views.sessions.missed import why_not


def plan_changed(card: PlanChangeCard) -> Message:
    """Draw what a change did, with Undo while it is open."""
    lines = _undone(card) if card.is_undone else _DONE[card.did](card)
    return message(
        "\n".join(lines),
        None if card.is_undone else small_print(_who_sees(card)),
        button("Undo", ids.UNDO_PLAN, card.change) if card.may_undo else None,
        button("What is planned", ids.OPEN_UPCOMING, "0"),
        row="plan",
    )


def plan_line_refused(refused: PlanLineRefused) -> Message:
    """Say what could not stand, with the typed line kept and a way on."""
    lines = [escape(refused.sentence)]
    if refused.clashes:
        lines.append(format_clashes(refused.clashes))
    lines.append(f"You typed:\n{quoted('/ect plan ' + as_typed(refused.typed))}")
    if refused.meant is None:
        return plain(*lines, like(refused.example))
    value = ids.of_line(refused.typed, refused.meant)
    row = [button(_way_on(refused), ids.FINISH_PLAN_LINE, value)]
    if refused.pairing:
        action_id = ids.PLAN_LINE_REASON
        row[:0] = reason_buttons(
            refused.reasons, refused.pairing, value, action_id=action_id
        )
    return message(*lines, *row, row="line")


def open_plan_button() -> Message:
    """Offer the form to someone who typed `plan` where no form can be opened."""
    opens = button("Plan sessions", ids.OPEN_PLAN, style="primary")
    text = "Open the form to plan a session, or a series of them."
    return message(text, opens, row="open-plan")


def swap_form(form: SwapForm) -> View:
    """Ask which session this one is to change places with."""
    session = form.facts.session
    return modal_form(
        ids.SWAP_FORM,
        "Swap two sessions",
        [
            f"*{escape(form.facts.ect)}*, {format_when(form.facts)}",
            menu_field(
                Field.OTHER,
                "Changes places with",
                options_of(
                    (one.session.id, f"{format_when(one)}, {one.ect}")
                    for one in form.others
                ),
                form.picked,
                placeholder="Pick a session",
                at_once=ids.SWAP_PICKED,
            ),
            reason_fields(form.outside, form.reasons, tutor=form.tutor),
            small_print("Each keeps its length. Both ECTs are reminded anew."),
        ],
        submit="Swap",
        close="Close",
        memory=ids.of_planned(session.id, session.starts_at),
    )


def which_session(form: CancelForm) -> str:
    """Say which session is asked about."""
    return f"*{escape(form.facts.ect)}*, {format_when(form.facts)}"


def call_off_form(form: CancelForm) -> View:
    """Ask whether those that follow are called off too; a reason goes with one."""
    session = form.facts.session
    scope = scope_field(
        "What to call off",
        form.following,
        all_that_follow=form.all_that_follow,
        at_once=ids.CALL_OFF_SCOPE,
    )
    after = small_print(
        "Nothing will be planned in their place. `/ect plan` plans anew, and I ask "
        "when a week has no session."
    )
    return modal_form(
        ids.CALL_OFF_FORM,
        "Call off",
        [which_session(form), scope, *([after] if form.all_that_follow else why_not())],
        submit="Call off",
        close="Close",
        memory=ids.of_planned(session.id, session.starts_at),
    )


def _way_on(refused: PlanLineRefused) -> str:
    if refused.clashes:
        return "Plan the rest"
    return "Do it in the form" if refused.reasons else "Correct it in the form"


def _planned(card: PlanChangeCard) -> list[str]:
    count = format_count(len(card.after), "session")
    lines = [
        f"*Planned: {count} with {escape(card.ect)}, {format_every(card.weeks)}*",
        f"{format_sessions(card.after)}{format_outside(card)}",
    ]
    if card.left_out:
        lines.append(f"Left out: {format_left_out(card.left_out)}.")
    if card.assumed:
        lines.append(format_filled_in(card.assumed))
    return lines


def _moved(card: PlanChangeCard) -> list[str]:
    ect = escape(card.ect)
    if len(card.after) == 1:
        (was,), (now,) = card.before, card.after
        return [
            f"*Moved: the session with {ect} is now on {format_when(now)}*",
            f"It was on {format_when(was)}{format_outside(card)}.",
        ]
    lines = [
        f"*Moved: {format_count(len(card.after), 'session')} with {ect}*",
        f"Now {format_sessions(card.after)}{format_outside(card)}",
    ]
    if card.left_out:
        lines.append(
            "The rest stay where they are, since these days are not possible: "
            f"{format_left_out(card.left_out)}."
        )
    return lines


def _called_off(card: PlanChangeCard) -> list[str]:
    count = format_count(len(card.after), "session")
    return [
        f"*Called off: {count} with {escape(card.ect)}*",
        format_sessions(card.after),
        "Nothing is planned in their place. `/ect plan` plans anew.",
    ]


def _swapped(card: PlanChangeCard) -> list[str]:
    lines = [f"• {escape(one.ect)}: now {format_when(one)}" for one in card.after]
    return ["*Swapped: two sessions changed places*", *lines, *_outside_line(card)]


_DONE = {
    Event.PLANNED: _planned,
    Event.MOVED: _moved,
    Event.CANCELLED: _called_off,
    Event.SWAPPED: _swapped,
}


def _undone(card: PlanChangeCard) -> list[str]:
    count = format_count(len(card.after), "session")
    if card.did is Event.PLANNED:
        verb = "is" if len(card.after) == 1 else "are"
        return [f"*Taken back:* {count} with {escape(card.ect)} {verb} not planned."]
    whose = format_list(sorted({escape(one.ect) for one in card.before}))
    return [f"*Taken back:* {count} with {whose} planned as before."]


def _outside_line(card: PlanChangeCard) -> list[str]:
    said = format_outside(card).removeprefix(", ")
    return [capitalised(said)] if said else []


def _who_sees(card: PlanChangeCard) -> str:
    whose = format_list(sorted({escape(one.ect) for one in card.after}))
    said = f"The reminders for you and {whose} follow by themselves."
    if card.by_tutor:
        return said
    seen = "when you meet"
    if card.is_outside:
        seen += ", the flag and the reason"
    return f"{said} {escape(card.tutor)} (induction tutor) sees {seen}."
