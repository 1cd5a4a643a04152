"""Whom one can talk to, and what happens to what was typed: nothing."""

from slack_sdk.models.blocks import Block

from bot.domain.concerns.contacts import Contact
from bot.domain.people.member import Role
from bot.results.concerns.contacts import Adviser, HelpNow, WhoToTalkTo
from bot.views.kernel import ids
from bot.views.kernel.message import Message, button, button_row, message, plain, plus
from bot.views.kernel.text import escape

_FOR = {
    Role.MENTOR: "your mentor: a good first person, unless it is about them",
    Role.INDUCTION_TUTOR: (
        "induction tutor: for time off timetable, mentor support, or what your mentor "
        "could not sort out"
    ),
    Role.HEADTEACHER: "headteacher: when it is about the induction tutor",
}
# To somebody who is no ECT (R9).
_FOR_COLLEAGUES = _FOR | {
    Role.INDUCTION_TUTOR: (
        "induction tutor: for time off timetable, entitlements, or an ECT's training "
        "or progress"
    )
}
_KEPT = (
    "I have kept nothing of what you wrote, and nobody is told that you looked. You "
    "can go to any of these people, in any order. Your union is there for you too."
)
_NOT_PASSED_ON = "*I pass nothing on and keep nothing: please speak to somebody now.*"
_EDUCATION_SUPPORT = (
    "• Education Support, for everyone who works in education: 08000 562 561, free, at "
    "any hour"
)
_EMERGENCY = "If somebody is in danger now, call 999."
_IF_NOBODY_IS_THERE = (
    "If you cannot speak to them: your council's children's social care, or the NSPCC "
    "helpline, 0800 028 0285."
)


_LOOKED_UP_NOBODY = "I can't look up your own school's people just now."
_IN_GENERAL = (
    (
        "*People you can talk to*\n"
        "• Your induction tutor, or the headteacher\n"
        "• Your mentor: a good first person, unless it is about them\n"
        "• Your union"
    ),
    (
        "*Outside the school*\n"
        "• The named contact at your appropriate body: your school's office can tell "
        f"you who it is\n{_EDUCATION_SUPPORT}"
    ),
)


def who_to_talk_to(who: WhoToTalkTo) -> Message:
    """Draw the people, inside the school and outside it."""
    return message(*_people(who), _KEPT, help_buttons())


def ways_on(said: Message, who: WhoToTalkTo | None) -> Message:
    """Put whom one can talk to below what is *said* of a failure.

    With the buttons for what cannot wait; in general terms where *who* is not known.
    """
    return plus(
        said,
        "*If something is wrong, this need not wait for me.*",
        *(_people(who) if who else (_LOOKED_UP_NOBODY, *_IN_GENERAL)),
        _EMERGENCY,
        help_buttons(),
    )


def nobody_looked_up(help_now: Message) -> Message:
    """Say, above what holds for everyone, why it names nobody."""
    return message(_LOOKED_UP_NOBODY, help_now.blocks)


def _people(who: WhoToTalkTo) -> list[str]:
    outside = [format_contact(contact) for contact in who.appropriate_body]
    if not outside:
        asked = f"<@{who.ask}>" if who.ask else "Your school admin"
        outside = [f"• Not entered yet. {asked} can tell you who it is."]
    paragraphs = [
        "*People you can talk to*\n"
        + "\n".join(_inside(one, who) for one in who.inside),
        "*Outside the school: the named contact at your appropriate body*\n"
        + "\n".join(outside),
    ]
    if who.wellbeing:
        paragraphs.append(
            "*For you*\n" + "\n".join(format_contact(one) for one in who.wellbeing)
        )
    return paragraphs


def child_at_risk(help_now: HelpNow) -> Message:
    """Say whom to tell that a child may be at risk; the bot is no way to report it."""
    leads = [format_contact(one) for one in help_now.safeguarding] or [
        "• Your school's designated safeguarding lead or their deputy"
    ]
    heads = "".join(f", <@{head}>" for head in help_now.heads)
    governors = (
        "; ".join(format_contact(one)[2:] for one in help_now.governors)
        or "the chair of governors"
    )
    paragraphs = [
        f"{_NOT_PASSED_ON} {_EMERGENCY}",
        "*Speak to one of these people, in person or by telephone*\n"
        + "\n".join(leads),
        (
            f"*If it is about a colleague:* tell the headteacher{heads}. "
            f"*If it is about the headteacher:* tell {governors}."
        ),
        _IF_NOBODY_IS_THERE,
    ]
    return plain(*paragraphs)


def not_safe(help_now: HelpNow) -> Message:
    """Say who is there for somebody who is not safe or not well."""
    wellbeing = [format_contact(one) for one in help_now.wellbeing] or [
        _EDUCATION_SUPPORT
    ]
    leads = [format_contact(one) for one in help_now.safeguarding]
    paragraphs = [
        f"{_NOT_PASSED_ON} {_EMERGENCY}",
        "*People who are there for you*\n" + "\n".join(wellbeing),
        "*At school*\n"
        + "\n".join([*leads, "• Somebody you trust, the headteacher, or your union"]),
        "You do not have to put it in writing for anyone.",
    ]
    return plain(*paragraphs)


def help_buttons() -> list[Block]:
    """Return the two buttons that always come with a concern."""
    return button_row(
        ids.HELP_BLOCK,
        button("A child may be at risk", ids.CHILD_AT_RISK, "show"),
        button("I am not safe", ids.NOT_SAFE, "show"),
    )


def format_contact(contact: Contact) -> str:
    """Say who somebody is and how to reach them, as a line of a list."""
    where = f", {escape(contact.organisation)}" if contact.organisation else ""
    return f"• {escape(contact.name)}{where}: {escape(contact.reach)}"


def _inside(adviser: Adviser, who: WhoToTalkTo) -> str:
    words = _FOR if who.as_ect else _FOR_COLLEAGUES
    return f"• <@{adviser.person}>, {words[adviser.role]}"
