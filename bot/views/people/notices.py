"""What people are told when a mentor changes, an ECT leaves, or two roles meet."""

from slack_sdk.models.blocks import ButtonElement, DividerBlock
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_count, format_day, format_span
from bot.domain.people.induction import ABSENT_DAYS_TO_TELL
from bot.results.people.pages import (
    BothRolesCard,
    EarlierSession,
    HandedOver,
    InductionPrompt,
    NewMentor,
    WhatWentBefore,
)
from bot.views.kernel import ids
from bot.views.kernel.forms import modal_page
from bot.views.kernel.message import (
    Message,
    Piece,
    button,
    button_row,
    message,
    plain,
    small_print,
)
from bot.views.kernel.text import escape, quoted
from bot.views.people.done import LEAVING_LIST
from bot.views.planning.formatting import format_days

_OVER = "This is settled: it was taken back, or is over."


def mentor_changed(shown: NewMentor) -> Message:
    """Draw the message about a change of mentor, to the ECT or the new mentor."""
    if shown.over:
        return plain(_OVER)
    lines = _for_ect(shown) if shown.is_ect else _for_mentor(shown)
    row = []
    if shown.sessions and shown.is_ect:
        row = _answers(shown.pairing, shows=shown.shows_notes)
    elif shown.sessions:
        row = [button("What went before", ids.EARLIER_SESSIONS, shown.pairing)]
    return message(*lines, *row, row="earlier")


def mentoring_ends(shown: HandedOver) -> Message:
    """Draw for a mentor that a pairing of theirs ends, and what goes with it."""
    ect = escape(shown.ect)
    if shown.last_day is None:
        return plain(f"*You mentor {ect} as before:* the change was undone.")
    lines = [f"*Your mentoring of {ect} ends on {format_day(shown.last_day)}*"]
    if shown.begins_on is not None:
        begins = format_day(shown.begins_on)
        lines = [f"*{escape(shown.to)} mentors {ect} from {begins}*"]
    if shown.off:
        count = format_count(len(shown.off), "planned session")
        lines.append(f"Called off with it: {count}, {format_days(shown.off)}.")
    notes = "Your notes stay between you two"
    if shown.begins_on is not None:
        notes += f", unless {ect} shows them to {escape(shown.to)}"
    lines += [
        "You can still log what you held before that, with `/ect log`.",
        f"{notes}. Your own training goes on.",
    ]
    return plain("\n".join(lines))


def what_went_before(page: WhatWentBefore) -> View:
    """Draw the sessions of earlier mentors: days, and the words if they are shown."""
    ect = escape(page.ect)
    count = format_count(len(page.sessions) + page.more, "session")
    pieces: list[Piece] = [f"*{count}* with {ect}, before you."]
    if page.is_ect:
        pieces = [
            f"*{count}* with you, before your mentor now.",
            _standing(page.mentor, shows=page.shows_notes),
            button_row("earlier", *_answers(page.pairing, shows=page.shows_notes)),
        ]
    elif page.shows_notes:
        said = f"{ect} shows you these notes, and can stop at any time."
        pieces.append(small_print(said))
    else:
        said = (
            f"You see the days. The notes are between {ect} and their earlier mentor; "
            "you see them only if the ECT agrees. They have been asked."
        )
        pieces.append(small_print(said))
    more = small_print(f"{page.more} older ones are left out here.")
    return modal_page(
        "What went before",
        [
            *pieces,
            DividerBlock(),
            *(_session(one) for one in page.sessions),
            more if page.more else None,
        ],
    )


def induction_asks(prompt: InductionPrompt) -> Message:
    """Draw what an induction tutor is asked to see to."""
    if prompt.over:
        return plain(_OVER)
    ect, paragraphs = escape(prompt.ect), []
    if prompt.leaves_on is not None:
        day = format_day(prompt.leaves_on)
        paragraphs.append(f"*{ect} leaves.* The last day is {day}. {LEAVING_LIST}")
    if prompt.days_absent:
        paragraphs.append(
            f"*{ect}: {prompt.days_absent} days of absence in year {prompt.year} of "
            "induction.* Please tell your appropriate body. From "
            f"{ABSENT_DAYS_TO_TELL} days on that year is extended by them; how long "
            "induction then takes is decided by the headteacher and the appropriate "
            "body. I keep only the number of days."
        )
    if prompt.contact is not None:
        paragraphs.append(
            "The appropriate body: "
            + escape(prompt.contact.organisation or prompt.contact.name)
        )
    return plain(*paragraphs)


def both_roles_asked(card: BothRolesCard) -> Message:
    """Draw the question to the headteacher, and its answer to whoever asked."""
    person, ect = escape(card.person), escape(card.ect)
    lead = (
        f"*May {person} be both mentor and induction tutor of {ect}?*\n"
        f"{escape(card.asked_by)} asks. The reason: {escape(card.reason)}."
    )
    if card.agreed_by is not None:
        how = "" if card.for_head else " You can enter it in `/ect people` now."
        return plain(lead, f"{escape(card.agreed_by)} agreed.{how}")
    if card.declined:
        return plain(lead, "The headteacher did not agree. Please name two people.")
    if not card.for_head:
        return plain(lead, "The headteacher has been asked. Nothing is changed yet.")
    rule = (
        "A mentor does not assess, so guidance expects two people, and allows the same "
        "one only in exceptional circumstances. If you agree, that and the reason are "
        "recorded. Their notes as a mentor stay out of everything that they see as "
        "induction tutor, and it is for you to keep mentoring and assessment apart."
    )
    return message(
        lead,
        rule,
        button("I agree", ids.AGREE_TO_BOTH, card.key),
        button("I do not", ids.DECLINE_BOTH, card.key),
        row="both",
        text=f"{lead}\n{rule}\nAnswer: I agree, or I do not.",
    )


def _for_ect(shown: NewMentor) -> list[str]:
    mentor = escape(shown.mentor)
    before = f", after {escape(shown.before)}" if shown.before else ""
    lines = [f"*{mentor} is your mentor from {format_day(shown.begins_on)}*{before}."]
    if shown.sessions:
        days = format_count(shown.sessions, "session")
        lines.append(
            f"{mentor} sees on which days you had your {days} before. The notes stay "
            "between you and whoever wrote them."
        )
        lines.append(_standing(shown.mentor, shows=shown.shows_notes))
    return lines


def _for_mentor(shown: NewMentor) -> list[str]:
    ect = escape(shown.ect)
    before = f", after {escape(shown.before)}" if shown.before else ""
    lines = [f"*You mentor {ect} from {format_day(shown.begins_on)}*{before}."]
    if shown.sessions and shown.shows_notes:
        lines.append(f"{ect} shows you the notes of the sessions before.")
    elif shown.sessions:
        lines.append(
            "You see on which days there were sessions before. The notes are for "
            f"{ect} to show; they have been asked."
        )
    return lines


def _standing(mentor: str, *, shows: bool | None) -> str:
    if shows is None:
        return (
            f"*Would you like {escape(mentor)} to see the notes too?* They do not "
            "unless you say yes, and you can change your mind at any time."
        )
    if shows:
        return f"*{escape(mentor)} sees the notes of your earlier sessions.*"
    return f"*{escape(mentor)} does not see the notes of your earlier sessions.*"


def _answers(pairing: str, *, shows: bool | None) -> list[ButtonElement]:
    yes = button("Yes, show them", ids.SHOW_NOTES, pairing)
    no = button("No" if shows is None else "Stop showing them", ids.HIDE_NOTES, pairing)
    if shows is None:
        return [yes, no]
    return [no] if shows else [yes]


def _session(one: EarlierSession) -> str:
    lines = [f"*{format_span(one.starts, one.ends)}* with {escape(one.mentor)}"]
    if one.focus_areas:
        lines.append(escape(", ".join(one.focus_areas)))
    if one.note:
        lines.append(quoted(one.note))
    lines += [f"• {escape(step)}" for step in one.next_steps]
    return "\n".join(lines)
