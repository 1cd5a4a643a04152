"""What `/metrics` tells whoever watches: of concerns, nothing."""

from bot.views.kernel import ids
from tests.journeys.concerns.actions import (
    CARLA,
    TOM,
    close_all,
    press,
    reviewed,
    submit,
)
from tests.journeys.conftest import Control


def figures(control: Control) -> list[str]:
    """Return the bot's own counts; how long things took is told in these, too."""
    told = control.rehearsal.bot.counting.text().decode()
    return [
        line
        for line in told.splitlines()
        if line.startswith(("ectbot_answers", "ectbot_messages"))
    ]


def test_what_is_done_with_a_concern_is_in_no_figure(control: Control) -> None:
    reviewed(control, TOM, "words of a concern", topic="mentor")
    before = figures(control)
    assert any(line.startswith("ectbot_messages_sent_total") for line in before)
    submit(control, TOM, **{"reader.value": CARLA})
    close_all(control, TOM)
    press(control, CARLA, ids.READ_CONCERN)
    close_all(control, CARLA)
    press(control, CARLA, ids.TAKE_CONCERN)
    assert figures(control) == before


def test_all_else_is_in_the_figures(control: Control) -> None:
    before = figures(control)
    control.command("U0DEE", "log wed 09:00 50m")
    assert figures(control) != before
