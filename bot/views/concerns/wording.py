"""How a concern stands, said in plain words to its writer and to its reader."""

from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.domain.concerns.records import Asked, Happening, Stage, Topic
from bot.domain.kernel.formatting import format_day
from bot.domain.people.member import Role
from bot.results.concerns.cards import ConcernCard
from bot.views.concerns.contacts import format_contact
from bot.views.kernel.message import section
from bot.views.kernel.text import escape

TOPIC_WORDS = {
    Topic.TRAINING: "My training",
    Topic.TIME: "Workload, or time off timetable",
    Topic.MENTOR: "The support from my mentor",
    Topic.ENTITLEMENT: "What I am entitled to",
    Topic.OTHER: "Something else",
    Topic.ECT_PROGRESS: "An ECT's training or progress",
}


STAGE_ROLE = {
    Stage.WITH_MENTOR: "mentor",
    Stage.WITH_TUTOR: "induction tutor",
    Stage.WITH_HEAD: "headteacher",
}


HAPPENED = {
    Happening.SENT: "sent to {who}",
    Happening.SEEN: "{who} read it",
    Happening.TAKEN: "{who} said that they are on it",
    Happening.NOTED: "{who} wrote back",
    Happening.SAID_SORTED: "{who} said that it is sorted",
    Happening.CANNOT_HELP: "{who} said that they cannot help",
    Happening.UNDONE: "{who} undid that",
    Happening.REMINDED: "I reminded them",
    Happening.ASKED: "I asked you what to do next",
    Happening.ADDED: "you added something",
    Happening.LEFT: "you gave {who} more time",
    Happening.TAKEN_ON: "you took it to {who}",
    Happening.PASSED_ON: "passed on to {who}, as you had asked",
    Happening.ADVISED: "you were shown the named contact",
    Happening.CONFIRMED: "you said that it is sorted",
    Happening.WITHDRAWN: "you withdrew it",
}


_PROMISE = "The dates are your school's own promise; guidance sets none."


_AT_REST = {
    Stage.RESOLVED: "*Sorted*{on}.",
    Stage.WITHDRAWN: "*Withdrawn*{on}. Its words are deleted.",
    Stage.CONTACT_ADVISED: (
        "*The next step is yours:* the named contact at your appropriate body."
    ),
}
_ASKED_WORDS = {
    Asked.SORTED: "{who} says that it is sorted. Is it?",
    Asked.CANNOT_HELP: "{who} has read it and cannot resolve it.",
    Asked.READER_GONE: "{who} can no longer answer this here.",
    Asked.READER_AWAY: "{who} is away until {until}.",
    Asked.READER_MENTORS: (
        "{who} is your mentor now, and what you wrote isn't for a mentor to read. So "
        "it's closed to them."
    ),
}


def state_line(card: ConcernCard) -> str:
    """Say in plain words how a concern stands, to its writer."""
    concern = card.concern
    if concern.stage in _AT_REST:
        return _AT_REST[concern.stage].format(on=_on(card, concern.closed_at))
    if concern.asked is not None:
        return f"*It is for you to say what comes next.* {why_asked(card)}"
    who = escape(card.reader or "")
    if concern.answered_at:
        return (
            f"*Being dealt with:* {who} wrote to you{_on(card, concern.answered_at)}."
        )
    if concern.taken_at:
        on = _on(card, concern.taken_at)
        return f"*Being dealt with:* {who} said{on} that they are on it."
    return _opened(card, who)


def _opened(card: ConcernCard, who: str) -> str:
    """Say whether a reader who has done nothing else with it has opened it."""
    concern = card.concern
    if concern.seen_at:
        return f"*Seen:* {who} read it{_on(card, concern.seen_at)}."
    if card.read_before:
        before = format_day(card.read_before)
        return f"*With {who} again:* they had it open on {before}, and not since."
    if concern.topic is Topic.ECT_PROGRESS:
        return f"*Received:* {who} is told that you would like to talk."
    return f"*Received:* {who} has not opened it yet."


def why_asked(card: ConcernCard) -> str:
    """Say why the writer is asked what to do next; never blaming the reader."""
    concern, who = card.concern, escape(card.reader or "The person you wrote to")
    if concern.asked is Asked.READER_AWAY and card.away_until is None:
        return f"{who} was away, and is back."
    if concern.asked in _ASKED_WORDS:
        until = format_day(card.away_until) if card.away_until else ""
        return _ASKED_WORDS[concern.asked].format(who=who, until=until)
    if concern.answered_at:
        on = _on(card, concern.answered_at)
        return f"{who} wrote to you{on}, and nothing has come since."
    if concern.taken_at:
        on = _on(card, concern.taken_at)
        return f"{who} said{on} that they are on it, and nothing has come since."
    by = format_day(concern.answer_by) if concern.answer_by else ""
    return f"There is no answer from {who} yet. Your school meant to answer by {by}."


def with_whom(card: ConcernCard) -> str:
    """Say who has it: "Carla Example (induction tutor)"."""
    return f"{escape(card.reader or '')} ({STAGE_ROLE.get(card.concern.stage, '')})"


def promised_dates(card: ConcernCard) -> str:
    """Say until when the reader is asked to look and to answer."""
    concern = card.concern
    by = f"to answer by {format_day(concern.answer_by)}" if concern.answer_by else ""
    if concern.seen_at is None and concern.seen_by:
        by = f"to look by {format_day(concern.seen_by)} and {by}"
    return f"{escape((card.reader or '').split()[0])} is asked {by}. {_PROMISE}"


def who_reads(card: ConcernCard) -> str:
    """Say who can read it, and what Slack keeps besides."""
    concern = card.concern
    if concern.reader is None or card.is_shut_out:
        return "Only you can read it now."
    who = escape(card.reader or "")
    return (
        f"Only you and {who} can read it: confidential, not anonymous. What you typed "
        "in this conversation stays in Slack until you delete it there."
    )


def reader_state(card: ConcernCard) -> str:
    """Say how a concern stands, to its reader; "" where nothing has been done."""
    concern = card.concern
    writer = escape(card.writer.split()[0])
    if concern.asked is Asked.SORTED:
        return f"You said that it is sorted. {writer} is asked whether it is."
    if concern.asked is Asked.CANNOT_HELP:
        return f"You said that you cannot help. {writer} chooses what comes next."
    if concern.answered_at:
        return f"You wrote back on {format_day(card.day(concern.answered_at))}."
    if concern.taken_at:
        return (
            f"You are on it, since {format_day(card.day(concern.taken_at))}. {writer} "
            "can see that, and would like to hear more by "
            f"{format_day(concern.answer_by) if concern.answer_by else 'then'}."
        )
    return ""


def topic_for_reader(topic: Topic) -> str:
    """Say what it is about, as its reader sees it."""
    words = {
        Topic.TRAINING: "their training",
        Topic.TIME: "workload, or time off timetable",
        Topic.MENTOR: "the support from their mentor",
        Topic.ENTITLEMENT: "what they are entitled to",
        Topic.OTHER: "something else",
        Topic.ECT_PROGRESS: "an ECT's training or progress",
    }
    return words[topic]


def outside_too(card: ConcernCard) -> str:
    """Say that the named contact is open at any time (R11)."""
    contacts = "\n".join(format_contact(one) for one in card.contacts)
    return (
        "You can also speak to the named contact at your appropriate body, at any "
        f"time:\n{contacts or '• Your school admin can tell you who it is.'}"
    )


def contact_blocks(card: ConcernCard) -> list[Block]:
    """Draw the named contact as the next step (R11)."""
    contacts = "\n".join(format_contact(one) for one in card.contacts)
    lead = "Your named contact at the appropriate body"
    if card.concern.written_as is Role.MENTOR:
        lead = (
            "Guidance names no next step for a mentor here. Your union can advise you, "
            "and so can the appropriate body of your ECT"
        )
    return [
        section(f"{lead}:\n{contacts or '• Not entered yet: ask your school admin.'}")
    ]


def _on(card: ConcernCard, moment: datetime | None) -> str:
    return f" on {format_day(card.day(moment))}" if moment else ""
