"""Very many of them: within Slack's limits, and the last can be chosen."""

from bot.domain.kernel.record import PairingId
from bot.views.sessions.fields import reason_buttons
from bot.views.sessions.log_form import choose_ect
from tests.views.many import CHOICES, MANY, require_the_last


def test_the_last_of_many_ects_can_be_met() -> None:
    require_the_last(choose_ect(CHOICES))


def test_so_many_reasons_leave_room_for_the_form() -> None:
    reasons = [f"Reason {n} {'x' * 60}" for n in range(MANY)]
    assert (
        len(reason_buttons(reasons, PairingId("p"), "line", action_id="line.because"))
        < 25
    )
