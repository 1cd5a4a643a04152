"""A school's people as a list, and one's own part of it."""

from datetime import date

from slack_sdk.models.blocks import Block, DividerBlock, UserSelectElement
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_count, format_day
from bot.results.people.pages import EctLine, OwnPairing, PeoplePage
from bot.views.concerns.contacts import format_contact
from bot.views.kernel import ids
from bot.views.kernel.forms import menu, modal_page, options_of
from bot.views.kernel.message import (
    Message,
    Piece,
    button,
    button_row,
    message,
    section,
    small_print,
)
from bot.views.kernel.text import escape, listed
from bot.views.people.person_page import format_roles

_MOST_ECTS = 30  # with a button each; the picker reaches everybody
_MOST_LINES = 60
_MOST_MISSING = 12
_MOST_OWN = 20  # with a button each


def people_page(page: PeoplePage) -> View:
    """Draw the list, or one's own pairings for who may not see all."""
    pieces = [*_whole_list(page), *_own(page)]
    nobody = "Nobody is paired with you yet. Your induction tutor can."
    return modal_page("People", pieces or [nobody])


def open_people_button() -> Message:
    """Offer the list to someone who typed `people` where no form can be opened."""
    text = "Open the list of people."
    return message(text, button("People", ids.OPEN_PEOPLE), row="open")


def _whole_list(page: PeoplePage) -> list[Piece]:
    if page.ects is None:
        return []
    ects, today = page.ects, page.today
    count = format_count(len(ects) + len(page.others), "person", "people")
    missing: Piece = small_print("Nothing is missing.")
    if page.missing:
        lines = [escape(one) for one in page.missing]
        missing = f"*Still missing*\n{listed(lines, most=_MOST_MISSING)}"
    rest = [f"*{escape(one.name)}* (ECT)" for one in ects[_MOST_ECTS:]]
    rest += [f"{escape(one.name)}: {format_roles(one.roles)}" for one in page.others]
    longer = small_print(
        "The list is longer than this page. Pick anybody above, or download the whole "
        "list."
    )
    return [
        f"*{escape(page.name)}*\n{count}, {format_count(len(ects), 'ECT')}.",
        _school_picker(page) if len(page.schools) > 1 else None,
        missing,
        _ways_to_change(page) if page.may_change else None,
        DividerBlock(),
        *(_ect_block(page, line, today) for line in ects[:_MOST_ECTS]),
        *(
            "\n".join(rest[at : at + 20])
            for at in range(0, min(len(rest), _MOST_LINES), 20)
        ),
        longer if len(rest) > _MOST_LINES else None,
    ]


def _ways_to_change(page: PeoplePage) -> list[Block]:
    pick = UserSelectElement(action_id=ids.PICK_PERSON, placeholder="Pick a person")
    return [
        section(
            "*Add or change somebody:* pick them from everybody in Slack.",
            block_id=f"pick|{page.school}",
            beside=pick,
        ),
        *button_row(
            "list",
            button("Upload a list", ids.UPLOAD_PEOPLE, page.school),
            button("Download the list", ids.DOWNLOAD_PEOPLE, page.school),
        ),
    ]


def _school_picker(page: PeoplePage) -> list[Block]:
    picker = menu(
        options_of(page.schools),
        action_id=ids.PEOPLE_SCHOOL,
        placeholder="Another school",
        picked=page.school,
    )
    return button_row("schools", picker)


def _ect_block(page: PeoplePage, line: EctLine, today: date) -> Block:
    text = (
        f"*{escape(line.name)}* (ECT)\nMentor: {escape(line.mentor or 'none yet')} · "
        f"induction tutor: {escape(line.tutor or 'none yet')}"
    )
    if line.leaves_on is not None:
        left = line.leaves_on < today
        when = format_day(line.leaves_on, today=today)
        text += f"\n{'Left' if left else 'Leaves'}: last day {when}"
    elif line.ended_on is not None:
        over = line.ended_on < today
        when = format_day(line.ended_on, today=today)
        text += f"\nInduction {'ended' if over else 'ends'} {when}"
    opens = button("Open", ids.SHOW_PERSON, f"{page.school}|{line.person}")
    return section(
        text, block_id=f"ect|{line.person}", beside=opens if page.may_change else None
    )


def _own(page: PeoplePage) -> list[Piece]:
    pieces: list[Piece] = []
    for one in page.own[:_MOST_OWN]:
        earlier = button("What went before", ids.EARLIER_SESSIONS, one.pairing)
        row = button_row(f"own|{one.pairing}", earlier if one.earlier else None)
        pieces += [_own_line(one, page.today), row]
    if len(page.own) > _MOST_OWN:
        more = len(page.own) - _MOST_OWN
        pieces.append(small_print(f"And {more} more: `/ect status` has them all."))
    if pieces and page.ects is not None:
        return [DividerBlock(), "*Your own pairings*", *pieces]
    return pieces


def _own_line(one: OwnPairing, today: date) -> str:
    since = format_day(one.begins_on, today=today)
    if not one.is_ect:
        return f"You mentor *{escape(one.ect)}*, since {since}."
    lines = [
        f"*{escape(one.mentor)}* is your mentor, since {since}.",
        f"{escape(one.tutor)} is your induction tutor.",
    ]
    if one.contact is not None:
        lines += ["Your named contact outside the school:", format_contact(one.contact)]
    return "\n".join(lines)
