"""The first contact: what the bot does, what it never does, who sees what (R5)."""

from dataclasses import dataclass

from bot.domain.people.member import AS_ROLE, Role
from bot.results.people.welcome import WelcomeShown
from bot.views.kernel import ids
from bot.views.kernel.message import Message, button, message
from bot.views.kernel.text import escape


@dataclass(frozen=True, slots=True)
class _Words:
    """What one role is told."""

    does: str
    never: str
    sees: str
    quieter: str
    first: tuple[str, str]  # a button's label and id


_LIMITS = "I write on school days, in working hours, with five reminders a week at most"
_NUDGES = f"`/ect nudges` sets what I remind you of. {_LIMITS}."
_SELDOM = f"I write to you seldom. {_LIMITS}."
_HOME = ("Show where things stand", ids.DETAILS)
_WORDS = {
    Role.MENTOR: _Words(
        does="I remind you of your sessions, and `/ect log` logs one in ten seconds.",
        never="I never grade, rate or judge anybody. A mentor does not assess, and "
        "nothing that you note reaches those who do.",
        sees="Your ECT reads what you note for them. Your induction tutor sees that "
        "you met, when and for how long; never the words.",
        quieter=_NUDGES,
        first=("Log a session", ids.OPEN_LOG),
    ),
    Role.ECT: _Words(
        does="I show you your next session, what your mentor noted for you, and how "
        "many sessions you have had. If something is wrong, write to me: I keep "
        "nothing until you have seen who would read it and pressed Send.",
        never="I never grade, rate or judge you. Your mentor does not assess you, and "
        "their notes never reach those who do.",
        sees="Notes are for you and your mentor. Your induction tutor sees that you "
        "met, when and for how long; never the words.",
        quieter=_NUDGES,
        first=("Who can I talk to?", ids.SHOW_CONTACTS),
    ),
    Role.INDUCTION_TUTOR: _Words(
        does="I show you which ECTs meet their mentor and get the time for it, and ask "
        "you about sessions outside teaching hours, once a school day at most.",
        never="I never hold how an ECT is doing: no grades, no ratings, no judgements. "
        "Fewer sessions are a reason to ask, not a finding.",
        sees="You see whether, when and how long they met; never a mentor's notes. A "
        "concern reaches you only if its writer chose you.",
        quieter=_NUDGES,
        first=_HOME,
    ),
    Role.HEADTEACHER: _Words(
        does="I show you how many ECTs met their mentor, and tell you when an "
        "induction tutor is needed.",
        never="I never rate or rank anybody, and hold no assessments.",
        sees="You see counts of five or more, so that none points to a person, and no "
        "notes. A concern reaches you only if its writer chose you.",
        quieter=_SELDOM,
        first=_HOME,
    ),
    Role.SCHOOL_ADMIN: _Words(
        does="You keep the people and the dates, with `/ect people` and `/ect setup`. "
        "I tell you when I cannot reach somebody, and when term dates are needed.",
        never="I never rate or rank anybody, and hold no reasons for absence.",
        sees="You see the list of people and counts of five or more; never notes, and "
        "never a concern.",
        quieter=_SELDOM,
        first=("Set the school up", ids.OPEN_SET_UP),
    ),
    Role.TRUST_LEAD: _Words(
        does="I show you how many ECTs met their mentor, school by school.",
        never="I never rate or rank anybody, person or school.",
        sees="You see counts of five or more, so that none points to a person; no "
        "notes, and no concern.",
        quieter=_SELDOM,
        first=_HOME,
    ),
}
_HAS_REMINDERS = {Role.MENTOR, Role.ECT, Role.INDUCTION_TUTOR}


def welcome(shown: WelcomeShown) -> Message:
    """Draw the first message to somebody in a role."""
    words = _WORDS[shown.role]
    hello = f"*Hello {escape(shown.name.split()[0])}, I am ECT Bot.*"
    lines = [
        f"{hello} You are down as {AS_ROLE[shown.role]} at {escape(shown.school)}.",
        f"*What I do:* {words.does}",
        f"*What I never do:* {words.never}",
        f"*Who sees what:* {words.sees}",
        f"*How to make me quieter:* {words.quieter}",
    ]
    nudges = button("Reminders", ids.OPEN_NUDGES)
    return message(
        "\n".join(lines),
        button(*words.first),
        nudges if shown.role in _HAS_REMINDERS else None,
        row="welcome",
    )
