"""Whom one can talk to, and what happens to what was typed: nothing."""

from bot.domain.contacts import Contact
from bot.domain.people import Role
from bot.domain.results import Adviser, WhoToTalkTo
from bot.views import ids
from bot.views.message import Message, button, buttons, plain, section
from bot.views.text import escape

_FOR = {
    Role.MENTOR: "your mentor: a good first person, unless it is about them",
    Role.INDUCTION_TUTOR: (
        "induction tutor: for time off timetable, mentor support, or what your mentor "
        "could not sort out"
    ),
    Role.HEADTEACHER: "headteacher: when it is about the induction tutor",
}
_KEPT = (
    "I have kept nothing of what you wrote, and nobody is told that you looked. You "
    "can go to any of these people, in any order."
)


def not_chatty() -> Message:
    """Answer a direct message that is no command, quietly, with one way on."""
    text = (
        "I read commands only, so I have kept nothing of this message and passed "
        "nothing on. Type *log*, *status* or *help*.\n"
        "If something is wrong, I can show you who to talk to."
    )
    row = [
        button("Show me who I can talk to", action_id=ids.SHOW_CONTACTS, value="show")
    ]
    return Message((section(text), buttons(row, block_id="contacts")), text)


def who_to_talk_to(who: WhoToTalkTo) -> Message:
    """Draw the people, inside the school and outside it."""
    outside = [_outside(contact) for contact in who.appropriate_body]
    if not outside:
        outside = [f"• Not entered yet. <@{who.ask}> can tell you who it is."]
    return plain(
        "*People you can talk to*\n" + "\n".join(_inside(one) for one in who.inside),
        "*Outside the school: the named contact at your appropriate body*\n"
        + "\n".join(outside),
        _safeguarding(who),
        _KEPT,
    )


def _inside(adviser: Adviser) -> str:
    return f"• <@{adviser.person}>, {_FOR[adviser.role]}"


def _outside(contact: Contact) -> str:
    where = f", {escape(contact.organisation)}" if contact.organisation else ""
    return f"• {escape(contact.name)}{where}: {escape(contact.reach)}"


def _safeguarding(who: WhoToTalkTo) -> str:
    heading = "*If a child may be at risk, or you are not safe*\n"
    if not who.safeguarding:
        return heading + (
            "Speak to your school's designated safeguarding lead now, in person. I "
            "pass nothing on. In an emergency, call 999."
        )
    people = "\n".join(_outside(contact) for contact in who.safeguarding)
    return heading + (
        f"Speak to one of these people now. I pass nothing on.\n{people}\n"
        "In an emergency, call 999."
    )
