"""All listeners, in one place; the last ones answer what nobody else knows."""

import re
from collections.abc import Callable

from slack_bolt import App

from bot.ports.bundle import Ports
from bot.views.forms import told
from bot.views.help import no_longer
from handlers import (
    calendar,
    calling_off,
    chat,
    commands,
    concern_form,
    concerns,
    contacts,
    corrections,
    drop_ins,
    flags,
    home,
    installations,
    log_form,
    nudges,
    own_data,
    people,
    people_file,
    plan_form,
    plans,
    report,
    retention,
    sessions,
    set_up,
    time_off,
    training,
    trust,
)
from handlers.listening import Listening
from handlers.net import Count, Net
from handlers.ways_on import WaysOn

_ANY = re.compile(".*")


def register_all(
    app: App, ports: Ports, kick: Callable[[], None], count: Count
) -> None:
    """Register every listener with Bolt."""
    ways_on = WaysOn(ports, frozenset(commands.BY_MESSAGE))
    listening = Listening(app, ports, Net(ports, kick, count, ways_on), ways_on)
    for group in (
        commands,
        log_form,
        sessions,
        time_off,
        plan_form,
        plans,
        calling_off,
        training,
        trust,
        corrections,
        drop_ins,
        flags,
        contacts,
        concern_form,
        concerns,
        nudges,
        people,
        people_file,
        own_data,
        calendar,
        report,
        retention,
        set_up,
        home,
        installations,
    ):
        group.register(listening, ports)
    chat.register(listening, ports, commands.BY_MESSAGE)
    listening.action(_ANY, lambda _call: no_longer())
    listening.submission(_ANY, lambda _call: told("ECT Bot", no_longer()))
