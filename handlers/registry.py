"""All listeners, in one place; the last ones answer what nobody else knows."""

import re
from collections.abc import Callable

from slack_bolt import App

from bot.ports.bundle import Ports
from bot.views.kernel.forms import told
from bot.views.kernel.help import no_longer
from handlers import commands
from handlers.calendars import own_calendar
from handlers.concerns import chat, contacts, own_concerns
from handlers.concerns import form as concern_form
from handlers.data_protection import own_data, retention
from handlers.entitlement import drop_ins, time_off, training
from handlers.listening import Listening
from handlers.net import Count, Net
from handlers.operations import installations
from handlers.overviews import home, report, trust
from handlers.people import list_file, people_list
from handlers.planning import calling_off, plan_form, plans
from handlers.reminders import nudges
from handlers.school import set_up
from handlers.sessions import corrections, flags, log_form, log_line
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
        log_line,
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
        own_concerns,
        nudges,
        people_list,
        list_file,
        own_data,
        own_calendar,
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
