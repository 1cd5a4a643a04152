"""A school's people as a list, and one's own part of it."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    DividerBlock,
    MarkdownTextObject,
    Option,
    SectionBlock,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_count, format_day, in_sentences
from bot.results.people.pages import EctLine, OwnPairing, PeoplePage
from bot.views.concerns.contacts import format_contact
from bot.views.kernel import ids
from bot.views.kernel.forms import OPTION_MAX_CHARS, menu
from bot.views.kernel.message import Message, button, buttons, section, small_print
from bot.views.kernel.text import escape, shorten
from bot.views.people.person_page import format_roles

_MOST_ECTS = 30  # with a button each; the picker reaches everybody
_MOST_LINES = 60
_MOST_MISSING = 12
_MOST_OWN = 20  # with a button each


def people_page(page: PeoplePage) -> View:
    """Draw the list, or one's own pairings for who may not see all."""
    blocks: list[Block] = []
    if page.ects is not None:
        blocks += _whole_list(page)
    blocks += _own(page)
    if not blocks:
        blocks = [section("Nobody is paired with you yet. Your induction tutor can.")]
    return View(type="modal", title="People", close="Close", blocks=blocks)


def open_people_button() -> Message:
    """Offer the list to someone who typed `people` where no form can be opened."""
    text = "Open the list of people."
    row = [button("People", action_id=ids.OPEN_PEOPLE, value="")]
    return Message((section(text), buttons(row, block_id="open")), text)


def _whole_list(page: PeoplePage) -> list[Block]:
    ects, today = page.ects or (), page.today
    count = len(ects) + len(page.others)
    blocks: list[Block] = [
        section(
            f"*{escape(page.name)}*\n{format_count(count, 'person', 'people')}, "
            f"{format_count(len(ects), 'ECT')}."
        )
    ]
    if len(page.schools) > 1:
        blocks.append(_school_picker(page))
    if page.missing:
        lines = [f"• {escape(one)}" for one in page.missing[:_MOST_MISSING]]
        if len(page.missing) > _MOST_MISSING:
            lines.append(f"• and {len(page.missing) - _MOST_MISSING} more")
        blocks.append(section("*Still missing*\n" + "\n".join(lines)))
    else:
        blocks.append(small_print("Nothing is missing."))
    if page.may_change:
        blocks += _ways_to_change(page)
    blocks.append(DividerBlock())
    blocks += [_ect_block(page, line, today) for line in ects[:_MOST_ECTS]]
    rest = [f"*{escape(one.name)}* (ECT)" for one in ects[_MOST_ECTS:]]
    rest += [f"{escape(one.name)}: {format_roles(one.roles)}" for one in page.others]
    blocks += [section("\n".join(part)) for part in _parts(rest)]
    if len(rest) > _MOST_LINES:
        blocks.append(
            small_print(
                "The list is longer than this page. Pick anybody above, or download "
                "the whole list."
            )
        )
    return blocks


def _ways_to_change(page: PeoplePage) -> list[Block]:
    return [
        SectionBlock(
            text=MarkdownTextObject(
                text="*Add or change somebody:* pick them from everybody in Slack."
            ),
            block_id=f"pick|{page.school}",
            accessory=UserSelectElement(
                action_id=ids.PICK_PERSON, placeholder="Pick a person"
            ),
        ),
        buttons(
            [
                button("Upload a list", action_id=ids.UPLOAD_PEOPLE, value=page.school),
                button(
                    "Download the list",
                    action_id=ids.DOWNLOAD_PEOPLE,
                    value=page.school,
                ),
            ],
            block_id="list",
        ),
    ]


def _school_picker(page: PeoplePage) -> Block:
    options = [
        Option(value=school, text=shorten(name, to=OPTION_MAX_CHARS))
        for school, name in page.schools
    ]
    picker = menu(
        options,
        action_id=ids.PEOPLE_SCHOOL,
        placeholder="Another school",
        picked=page.school,
    )
    return ActionsBlock(block_id="schools", elements=[picker])


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
    return SectionBlock(
        text=MarkdownTextObject(text=in_sentences(text)),
        block_id=f"ect|{line.person}",
        accessory=button(
            "Open",
            action_id=ids.SHOW_PERSON,
            value=f"{page.school}|{line.person}",
        )
        if page.may_change
        else None,
    )


def _own(page: PeoplePage) -> list[Block]:
    blocks: list[Block] = []
    for one in page.own[:_MOST_OWN]:
        blocks.append(section(_own_line(one, page.today)))
        if one.earlier:
            row = [
                button(
                    "What went before",
                    action_id=ids.EARLIER_SESSIONS,
                    value=one.pairing,
                )
            ]
            blocks.append(buttons(row, block_id=f"own|{one.pairing}"))
    if len(page.own) > _MOST_OWN:
        more = len(page.own) - _MOST_OWN
        blocks.append(small_print(f"And {more} more: `/ect status` has them all."))
    if blocks and page.ects is not None:
        return [DividerBlock(), section("*Your own pairings*"), *blocks]
    return blocks


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


def _parts(lines: Sequence[str]) -> list[Sequence[str]]:
    shown = lines[:_MOST_LINES]
    return [shown[n : n + 20] for n in range(0, len(shown), 20)]
