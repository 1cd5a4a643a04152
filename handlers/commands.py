"""The sub-commands of `/ect`: one table, for typing and for direct messages."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock
from slack_sdk.models.views import View

from bot.domain.concerns.chat import is_worrying, split_word
from bot.domain.concerns.typed_lines import WITH_LINES
from bot.domain.overviews.home_actions import HomeAction, whose
from bot.domain.people.member import Role
from bot.ports.bundle import Ports
from bot.usecases.concerns.contacts import who_to_talk_to
from bot.usecases.concerns.hearing import commands_of
from bot.usecases.overviews.status import status, welcome
from bot.views.concerns.chat import open_concern_button
from bot.views.concerns.contacts import ways_on
from bot.views.entitlement.drop_ins import open_drop_in_button
from bot.views.entitlement.time_off import open_time_button
from bot.views.entitlement.training import open_training_button
from bot.views.kernel.faults import given_back
from bot.views.kernel.help import help_text, unknown, unreadable
from bot.views.kernel.message import Message, plus
from bot.views.kernel.text import as_typed
from bot.views.overviews.report import open_report_button
from bot.views.overviews.status import status as status_message
from bot.views.people.people_list import open_people_button
from bot.views.planning.plans import open_plan_button
from bot.views.reminders.nudge_preferences import open_nudges_button
from bot.views.school.set_up import open_another_button, open_set_up_button
from bot.views.sessions.log_form import open_log_button
from handlers.calendars import own_calendar
from handlers.calls import Call, Later, Reply, Typed, WithMessage
from handlers.concerns import contacts, own_concerns
from handlers.concerns.chat import ByMessage
from handlers.data_protection import own_data
from handlers.entitlement import drop_ins, time_off, training
from handlers.given_back import in_buttons, words_typed
from handlers.listening import Listening
from handlers.overviews import report, trust
from handlers.people import people_list
from handlers.planning import plans
from handlers.reminders import nudges
from handlers.school import set_up
from handlers.sessions import log_line

Run = Callable[[Ports, Call, str], Typed]


@dataclass(frozen=True, slots=True)
class Subcommand:
    """One row of the table: what is typed, what it does, who does it."""

    word: str
    usages: tuple[tuple[str, str], ...]  # what to type, what it does
    run: Run
    # Whose help lists it; whether somebody may is for the use case to ask.
    roles: frozenset[Role] | None = None  # None: everybody's
    # What stands for its form in a direct message, where none can open.
    button: Callable[[], Message] | None = None
    # The same for what is typed behind it; None: the same button stands for it.
    line_button: Callable[[], Message] | None = None

    def answer(self, ports: Ports, call: Call, text: str) -> Typed:
        """Answer what is typed behind it; what may be a worry is not repeated."""
        reply = self.run(ports, call, text)
        if self._says_what_was_typed(reply, text):
            return _in_doubt(ports, call, unreadable(), f"{self.word} {text}")
        return reply

    def _says_what_was_typed(self, reply: Typed, text: str) -> bool:
        """Whether it is a line of worry that could not be read, with no way on."""
        return (
            isinstance(reply, Message)
            and self.word in WITH_LINES
            and is_worrying(text)
            and not any(isinstance(block, ActionsBlock) for block in reply.blocks)
        )

    def by_message(self, ports: Ports, call: Call, text: str) -> Reply:
        """Answer it in a direct message.

        Where a form would open, a button stands for it; who may not open the form is
        told so at once, by whatever opens it, and is offered none.
        """
        return self._in_message(self.answer(ports, call, text), text)

    def _in_message(self, reply: Typed, text: str) -> Reply:
        if isinstance(reply, Later):
            run = reply.run
            return Later(lambda call: self._in_message(run(call), text))
        if isinstance(reply, WithMessage):  # what was written stays in the conversation
            reply = reply.view
        button = (text and self.line_button) or self.button
        return button() if button and isinstance(reply, View) else reply


_BROUGHT_OR_RAISED = frozenset(
    {Role.MENTOR, Role.ECT, Role.INDUCTION_TUTOR, Role.HEADTEACHER}
)


def _status(ports: Ports, call: Call, _text: str) -> Reply:
    return status_message(status(ports, call.actor))


def _help(ports: Ports, call: Call, _text: str) -> Message:
    who = welcome(ports, call.actor)
    theirs = [row for row in SUBCOMMANDS if row.roles is None or row.roles & who.roles]
    # Only mentors and ECTs note anything, and so have use for it in one line.
    lines = None if who.roles & {Role.MENTOR, Role.ECT} else 1
    return help_text(who, [usage for row in theirs for usage in row.usages[:lines]])


SUBCOMMANDS = (
    Subcommand(
        "log",
        (
            ("/ect log", "Log a mentoring session in a short form"),
            (
                "/ect log yesterday 14:00 50m behaviour routines",
                "The same in one line",
            ),
        ),
        log_line.log,
        whose(HomeAction.LOG),
        button=open_log_button,
    ),
    Subcommand(
        "dropin",
        (
            ("/ect dropin", "Note an informal drop-in to your ECT's classroom"),
            ("/ect dropin today Calm start", "The same in one line"),
        ),
        drop_ins.drop_in,
        whose(HomeAction.DROP_IN),
        button=open_drop_in_button,
    ),
    Subcommand(
        "time",
        (
            ("/ect time", "Say whether you got your time off timetable"),
            ("/ect time lost cover", "The same in one line, for this week"),
        ),
        time_off.time_off,
        whose(HomeAction.TIME),
        button=open_time_button,
    ),
    Subcommand(
        "plan",
        (
            ("/ect plan", "Plan one session, or a series over the school's weeks"),
            ("/ect plan tuesdays 14:00 weekly until july", "The same in one line"),
        ),
        plans.plan_sessions,
        whose(HomeAction.PLAN),
        button=open_plan_button,
    ),
    Subcommand(
        "upcoming",
        (("/ect upcoming", "See what is planned; mentors move it or call it off"),),
        plans.show_upcoming,
        whose(HomeAction.UPCOMING),
    ),
    Subcommand(
        "training",
        (
            ("/ect training", "See the hours of mentor training, and keep your own"),
            ("/ect training 90m yesterday", "The same in one line"),
        ),
        training.training,
        whose(HomeAction.TRAINING),
        button=open_training_button,
    ),
    Subcommand(
        "setup",
        (
            ("/ect setup", "Set up your school, or see what is still missing"),
            ("/ect setup another", "Begin one more school in this workspace"),
        ),
        set_up.set_up_typed,
        whose(HomeAction.SET_UP),
        button=open_set_up_button,
        line_button=open_another_button,
    ),
    Subcommand("status", (("/ect status", "See where mentoring stands"),), _status),
    Subcommand(
        "contacts",
        (("/ect contacts", "See who you can talk to when something is wrong"),),
        contacts.contacts,
    ),
    Subcommand(
        "concern",
        (("/ect concern", "Raise a concern, once you have seen who reads it"),),
        own_concerns.raise_concern,
        whose(HomeAction.RAISE),
        button=open_concern_button,
    ),
    Subcommand(
        "concerns",
        (("/ect concerns", "See the concerns that are yours to see"),),
        own_concerns.concerns,
        _BROUGHT_OR_RAISED,
    ),
    Subcommand(
        "nudges",
        (("/ect nudges", "Set what I remind you of, and how often"),),
        nudges.nudges,
        whose(HomeAction.REMINDERS),
        button=open_nudges_button,
    ),
    Subcommand(
        "calendar",
        (("/ect calendar", "Have your sessions in your own calendar"),),
        own_calendar.own,
        whose(HomeAction.CALENDAR),
    ),
    Subcommand(
        "people",
        (("/ect people", "See who mentors whom, and change it where that is yours"),),
        people_list.list_people,
        whose(HomeAction.PEOPLE),
        button=open_people_button,
    ),
    Subcommand(
        "report",
        (("/ect report", "Have a report of the sessions held, as a picture or file"),),
        report.ask,
        button=open_report_button,
    ),
    Subcommand(
        "trust",
        (("/ect trust", "See the schools that you lead side by side, in counts"),),
        trust.trust,
        whose(HomeAction.TRUST),
    ),
    Subcommand(
        "mydata",
        (("/ect mydata", "See what I hold about you, and have all of it"),),
        own_data.mydata,
    ),
    Subcommand("help", (("/ect help", "See this"),), _help),
)
_NO_MORE_THAN_HELP = {"", "me", "please", "me please"}
_TABLE = {row.word: row for row in SUBCOMMANDS}
BY_MESSAGE: dict[str, ByMessage] = {row.word: row.by_message for row in SUBCOMMANDS}


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the slash command."""
    listening.command("/ect", lambda call: _typed(ports, call))


def _typed(ports: Ports, call: Call) -> Typed:
    typed, rest = split_word(call.body.get("text", ""))
    word = typed.lower()
    row = _TABLE.get(word or "help")
    if row is None:
        found = difflib.get_close_matches(word, _TABLE, n=1, cutoff=0.5)
        nearest = found[0] if found else None
        text = call.body["text"]
        if not rest and not is_worrying(text):
            return unknown(typed, nearest)
        if nearest and commands_of(ports, call.actor, _TABLE).is_line(nearest, rest):
            return plus(unknown(typed, nearest), given_back(text))
        return _in_doubt(ports, call, unreadable(nearest), text)
    if row.run is _help and rest.lower() not in _NO_MORE_THAN_HELP:
        return _in_doubt(ports, call, _help(ports, call, ""), rest)
    reply = row.answer(ports, call, rest)
    if row.word in WITH_LINES or not isinstance(reply, Message):
        return reply
    words = words_typed(call.body["text"], frozenset(_TABLE))
    return in_buttons(ports, call.actor, reply, as_typed(words))


def _in_doubt(ports: Ports, call: Call, answer: Message, typed: str) -> Message:
    """Show whom one can talk to, since what was *typed* may well say what is wrong."""
    said = in_buttons(ports, call.actor, answer, as_typed(typed))
    return ways_on(said, who_to_talk_to(ports, call.actor))
