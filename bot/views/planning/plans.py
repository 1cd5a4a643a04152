"""Plans as people read them: what a change did, and what could not be."""

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    InputBlock,
    Option,
    RadioButtonsElement,
)
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
from bot.results.sessions.cards import SessionFacts
from bot.views.kernel import ids
from bot.views.kernel.forms import OPTION_MAX_CHARS, menu
from bot.views.kernel.message import (
    Message,
    button,
    buttons,
    plain,
    section,
    small_print,
)
from bot.views.kernel.text import as_typed, escape, quoted, shorten
from bot.views.planning.fields import ALL, ONE
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
    row: list[ButtonElement] = []
    if card.may_undo:
        row.append(button("Undo", action_id=ids.UNDO_PLAN, value=card.change))
    row.append(button("What is planned", action_id=ids.OPEN_UPCOMING, value="0"))
    blocks: list[Block] = [section("\n".join(lines))]
    if not card.is_undone:
        readers = _who_sees(card)
        blocks.append(small_print(readers))
        lines = [*lines, readers]
    blocks.append(buttons(row, block_id="plan"))
    return Message(tuple(blocks), "\n".join(lines))


def plan_line_refused(refused: PlanLineRefused) -> Message:
    """Say what could not stand, with the typed line kept and a way on."""
    lines = [escape(refused.sentence)]
    if refused.clashes:
        lines.append(format_clashes(refused.clashes))
    lines.append(f"You typed:\n{quoted('/ect plan ' + as_typed(refused.typed))}")
    if refused.meant is None:
        lines.append(like(refused.example))
    said = plain(*lines)
    blocks = list(said.blocks)
    if refused.meant is not None:
        value = ids.of_line(refused.typed, refused.meant)
        row = (
            reason_buttons(
                refused.reasons,
                refused.pairing,
                value,
                action_id=ids.PLAN_LINE_REASON,
            )
            if refused.pairing
            else []
        )
        row.append(
            button(_way_on(refused), action_id=ids.FINISH_PLAN_LINE, value=value)
        )
        blocks.append(buttons(row, block_id="line"))
    return Message(tuple(blocks), said.text)


def open_plan_button() -> Message:
    """Offer the form to someone who typed `plan` where no form can be opened."""
    text = "Open the form to plan a session, or a series of them."
    row = [button("Plan sessions", action_id=ids.OPEN_PLAN, value="", style="primary")]
    return Message((section(text), buttons(row, block_id="open-plan")), text)


def swap_form(form: SwapForm) -> View:
    """Ask which session this one is to change places with."""
    session = form.facts.session
    options = [
        Option(value=one.session.id, text=shorten(_brief(one), to=OPTION_MAX_CHARS))
        for one in form.others
    ]
    blocks: list[Block] = [
        section(f"*{escape(form.facts.ect)}*, {format_when(form.facts)}"),
        InputBlock(
            block_id=Field.OTHER,
            label="Changes places with",
            element=menu(
                options,
                action_id=ids.SWAP_PICKED,
                placeholder="Pick a session",
                picked=form.picked,
            ),
            dispatch_action=True,
        ),
    ]
    if form.outside is not None:
        blocks += reason_fields(
            form.outside, form.reasons, tutor=form.tutor, picked=None
        )
    blocks.append(small_print("Each keeps its length. Both ECTs are reminded anew."))
    return View(
        type="modal",
        callback_id=ids.SWAP_FORM,
        title="Swap two sessions",
        submit="Swap",
        close="Close",
        private_metadata=ids.of_planned(session.id, session.starts_at),
        blocks=blocks,
    )


def which_session(form: CancelForm) -> str:
    """Say which session is asked about."""
    return f"*{escape(form.facts.ect)}*, {format_when(form.facts)}"


def call_off_form(form: CancelForm) -> View:
    """Ask whether those that follow are called off too; a reason goes with one."""
    session = form.facts.session
    options = [
        Option(value=ONE, text="This one alone"),
        Option(value=ALL, text=f"This one and the {form.following} that follow"),
    ]
    scope = InputBlock(
        block_id=Field.SCOPE,
        label="What to call off",
        element=RadioButtonsElement(
            action_id=ids.CALL_OFF_SCOPE,
            options=options,
            initial_option=options[form.all_that_follow],
        ),
        dispatch_action=True,
    )
    after = [
        small_print(
            "Nothing will be planned in their place. `/ect plan` plans anew, and I ask "
            "when a week has no session."
        )
    ]
    return View(
        type="modal",
        callback_id=ids.CALL_OFF_FORM,
        title="Call off",
        submit="Call off",
        close="Close",
        private_metadata=ids.of_planned(session.id, session.starts_at),
        blocks=[
            section(which_session(form)),
            scope,
            *(after if form.all_that_follow else why_not()),
        ],
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


def _brief(facts: SessionFacts) -> str:
    return f"{format_when(facts)}, {facts.ect}"
