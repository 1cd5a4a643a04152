"""What is planned: planning in one typed line, the list of it, and changing it."""

from slack_sdk.models.views import View

from bot.domain.kernel.drafts import Choice, Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import SessionId
from bot.ports.bundle import Ports
from bot.results.planning.plans import PlanLineRefused
from bot.usecases.planning.plan_line import open_plan_line, plan_line
from bot.usecases.planning.swapping import open_swapping, swap
from bot.usecases.planning.undoing import undo_plan
from bot.usecases.planning.upcoming import upcoming
from bot.views.kernel import ids
from bot.views.kernel.forms import told
from bot.views.planning.plan_form import plan_form
from bot.views.planning.plans import plan_changed, plan_line_refused, swap_form
from bot.views.planning.upcoming import upcoming as upcoming_message
from bot.views.planning.upcoming import upcoming_view
from bot.views.sessions.cards import filled_in, planned_because
from handlers.calls import AlsoInDm, Answer, Call, InPlace, Reply
from handlers.fields import Values
from handlers.listening import Listening
from handlers.planning.plan_form import drawn_plan, open_plan_form


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the buttons under what was planned and under what is to come."""
    listening.action(ids.OPEN_UPCOMING, lambda call: _open(ports, call))
    listening.action(ids.UPCOMING_PAGE_ANY, lambda call: _turned(ports, call))
    listening.action(ids.FINISH_PLAN_LINE, lambda call: _finish_line(ports, call))
    listening.action(ids.PLAN_LINE_REASON_ANY, lambda call: _because(ports, call))
    listening.action(ids.UNDO_PLAN, lambda call: _undo(ports, call))
    listening.action(ids.SWAP_SESSION, lambda call: _swap(ports, call))
    listening.action(ids.SWAP_PICKED, lambda call: _picked(ports, call))
    listening.submission(ids.SWAP_FORM, lambda call: _save_swap(ports, call))


def plan_sessions(ports: Ports, call: Call, text: str) -> Reply:
    """Answer `/ect plan`: the form, or what the line says."""
    if not text:
        return open_plan_form(ports, call)
    planned = plan_line(ports, call.actor, text, call.delivery)
    if isinstance(planned, PlanLineRefused):
        return plan_line_refused(planned)
    return AlsoInDm(drawn_plan(planned), beside=filled_in(planned.assumed))


def show_upcoming(ports: Ports, call: Call, _text: str) -> Reply:
    """Answer `/ect upcoming`."""
    return upcoming_message(upcoming(ports, call.actor))


def _open(ports: Ports, call: Call) -> Reply:
    found = upcoming(ports, call.actor)
    in_view = "view" in call.body
    return upcoming_view(found) if in_view else upcoming_message(found)


def _turned(ports: Ports, call: Call) -> Reply:
    """Turn the page where the list stands."""
    found = upcoming(ports, call.actor, int(call.value))
    if "view" in call.body:
        return upcoming_view(found)
    return InPlace(upcoming_message(found))


def _finish_line(ports: Ports, call: Call) -> Reply:
    typed, meant = ids.to_line(call.value)
    opened = open_plan_line(ports, call.actor, typed, starts_at=meant)
    if isinstance(opened, PlanLineRefused):
        return plan_line_refused(opened)
    return plan_form(opened)


def _because(ports: Ports, call: Call) -> Reply:
    """Plan what the line says below which a reason was pressed, for that reason."""
    picked, typed = ids.to_reason(call.value)
    planned = plan_line(ports, call.actor, typed, call.delivery, picked=picked)
    if isinstance(planned, PlanLineRefused):
        return plan_line_refused(planned)
    return AlsoInDm(drawn_plan(planned), beside=planned_because(picked.reason))


def _undo(ports: Ports, call: Call) -> Reply:
    undone = plan_changed(undo_plan(ports, call.actor, call.value, call.delivery))
    return undone if call.is_in_ephemeral else None


def _swap(ports: Ports, call: Call) -> View:
    session, seen = ids.to_planned(call.value)
    return swap_form(open_swapping(ports, call.actor, SessionId(session), seen=seen))


def _picked(ports: Ports, call: Call) -> View:
    """Ask for a reason where the swap would need one."""
    session, seen = ids.to_planned(call.body["view"]["private_metadata"])
    picked = call.body["actions"][0]["selected_option"]["value"]
    form = open_swapping(
        ports, call.actor, SessionId(session), seen=seen, picked=SessionId(picked)
    )
    return swap_form(form)


def _save_swap(ports: Ports, call: Call) -> Answer:
    view = call.body["view"]
    session, seen = ids.to_planned(view["private_metadata"])
    values = Values(view)
    other = SessionId(values.option(Field.OTHER) or "")
    try:
        card = swap(
            ports,
            call.actor,
            SessionId(session),
            other,
            reason=values.option(Field.REASON),
            delivery=call.delivery,
        )
    except Unfit as unfit:
        if unfit.choice is Choice.GIVE_REASON and not values.has(Field.REASON):
            return swap_form(
                open_swapping(
                    ports, call.actor, SessionId(session), seen=seen, picked=other
                )
            )
        at = unfit.field if values.has(unfit.field) else Field.OTHER
        return {at.value: unfit.sentence}
    return told("Swapped", plan_changed(card))
