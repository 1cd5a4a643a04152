"""A school's people: the list, one person with what was changed, and one's own part."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    DividerBlock,
    MarkdownTextObject,
    Option,
    SectionBlock,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.acts import Did
from bot.domain.induction import InductionYear
from bot.domain.people import ROLE_WORDS, Role
from bot.domain.results.people import (
    EctLine,
    EctShown,
    OwnPairing,
    PeoplePage,
    PersonPage,
)
from bot.domain.results.sessions import ActShown
from bot.domain.roster_cells import said_days
from bot.domain.words import said_count, said_day, said_list
from bot.views import ids
from bot.views.contacts import said_contact
from bot.views.message import Message, button, buttons, section, small_print
from bot.views.said import said_act
from bot.views.text import escape, shorten

_MOST_ECTS = 30  # with a button each; the picker reaches everybody
_MOST_LINES = 60
_MOST_MISSING = 12
_DID = {
    Did.PERSON_ADDED: "added them",
    Did.PERSON_CHANGED: "changed the entry",
    Did.PERSON_REMOVED: "took them off the list",
    Did.ECT_ENTERED: "entered them as an ECT",
    Did.MENTOR_CHANGED: "changed the mentor",
    Did.TUTOR_CHANGED: "changed the induction tutor",
    Did.CONTACT_CHANGED: "changed the named contact",
    Did.PATTERN_CHANGED: "changed the working pattern",
    Did.ABSENCE_NOTED: "noted days of absence",
    Did.LEAVING_ENTERED: "entered that they leave",
    Did.LIST_READ: "read a list from a file",
    Did.CHANGE_UNDONE: "undid that",
    Did.BOTH_ROLES_ASKED: "asked for one person in both roles",
    Did.BOTH_ROLES_AGREED: "agreed to one person in both roles",
    Did.BOTH_ROLES_DECLINED: "did not agree to one person in both roles",
}
ENTRY, ENTER, MENTOR, TUTOR = "entry", "enter", "mentor", "tutor"
PATTERN, ABSENCE, LEAVES, CONTACT, REMOVE = (
    *("pattern", "absence", "leaves"),
    *("contact", "remove"),
)
WHAT = {
    ENTRY: "Name, roles or working days",
    ENTER: "Enter as an ECT: mentor, tutor, start date",
    MENTOR: "The mentor changes",
    TUTOR: "The induction tutor changes",
    PATTERN: "They go part time, or back to full time",
    ABSENCE: "Days of absence, as a count",
    LEAVES: "They leave this school",
    CONTACT: "The appropriate body or named contact changes",
    REMOVE: "Take them off the list",
}

_CORRECT = "Correct what was entered: mentor, tutor, start date"


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


def person_page(page: PersonPage) -> View:
    """Draw one person, and ask what changed."""
    blocks: list[Block] = [section("\n".join(_entry_lines(page)))]
    if page.ect is not None:
        blocks.append(section("\n".join(_ect_lines(page.ect, page.today))))
    if page.missing:
        blocks.append(section("⚠ " + " ".join(escape(one) for one in page.missing)))
    words = WHAT | ({ENTER: _CORRECT} if page.ect is not None else {})
    options = [Option(value=what, text=words[what]) for what in _offered(page)]
    blocks += [
        SectionBlock(
            text=MarkdownTextObject(text="*What changed?*"),
            block_id=f"{page.school}|{page.person}",
            accessory=StaticSelectElement(
                action_id=ids.WHAT_CHANGED, placeholder="Pick one", options=options
            ),
        ),
        *_history(page.history),
        _back(page),
    ]
    return View(type="modal", title="A person", close="Close", blocks=blocks)


def _whole_list(page: PeoplePage) -> list[Block]:
    ects, today = page.ects or (), page.today
    count = len(ects) + len(page.others)
    blocks: list[Block] = [
        section(
            f"*{escape(page.name)}*\n{said_count(count, 'person', 'people')}, "
            f"{said_count(len(ects), 'ECT')}."
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
    rest += [f"{escape(one.name)}: {_roles(one.roles)}" for one in page.others]
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
        Option(value=school, text=shorten(name, to=75))
        for school, name in page.schools[:100]
    ]
    return ActionsBlock(
        block_id="schools",
        elements=[
            StaticSelectElement(
                action_id=ids.PEOPLE_SCHOOL,
                placeholder="Another school",
                options=options,
                initial_option=next(o for o in options if o.value == page.school),
            )
        ],
    )


def _ect_block(page: PeoplePage, line: EctLine, today: date) -> Block:
    text = (
        f"*{escape(line.name)}* (ECT)\nMentor: {escape(line.mentor or 'none yet')} · "
        f"induction tutor: {escape(line.tutor or 'none yet')}"
    )
    if line.leaves_on is not None:
        left = line.leaves_on < today
        when = said_day(line.leaves_on, today=today)
        text += f"\n{'Left' if left else 'Leaves'}: last day {when}"
    return SectionBlock(
        text=MarkdownTextObject(text=text),
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
    for one in page.own:
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
    if blocks and page.ects is not None:
        return [DividerBlock(), section("*Your own pairings*"), *blocks]
    return blocks


def _own_line(one: OwnPairing, today: date) -> str:
    since = said_day(one.begins_on, today=today)
    if not one.is_ect:
        return f"You mentor *{escape(one.ect)}*, since {since}."
    lines = [
        f"*{escape(one.mentor)}* is your mentor, since {since}.",
        f"{escape(one.tutor)} is your induction tutor.",
    ]
    if one.contact is not None:
        lines += ["Your named contact outside the school:", said_contact(one.contact)]
    return "\n".join(lines)


def _entry_lines(page: PersonPage) -> list[str]:
    if not page.is_listed:
        return [f"<@{page.person}> is not in the list yet."]
    return [
        f"*{escape(page.name)}* (<@{page.person}>)",
        f"Roles: {_roles(page.roles) or 'none yet'}",
        f"Works: {said_days(page.days) or 'no day'}",
        *(
            [f"Mentors {escape(said_list(list(page.mentors_of)))}"]
            if page.mentors_of
            else []
        ),
    ]


def _ect_lines(ect: EctShown, today: date) -> list[str]:
    began = said_day(ect.began, today=today)
    share = (
        "full time"
        if ect.full_time_equivalent == 1
        else f"part time ({ect.full_time_equivalent:g})"
    )
    lines = [
        f"*Induction* · began {began} · year {ect.year} · {share}",
        f"Induction tutor: {escape(ect.tutor_name or 'none yet')}",
        *(_mentored(ect, today)),
    ]
    about = ", ".join(escape(word) for word in (ect.subject, ect.phase) if word)
    if about:
        lines.append(f"Subject and phase: {about}")
    if ect.contact is not None:
        lines.append(f"Outside the school: {said_contact(ect.contact).lstrip('• ')}")
    if ect.days_absent:
        days = said_count(ect.days_absent, "day")
        lines.append(f"Absent in year {ect.year}: {days}")
    if ect.both_roles is not None:
        both = ect.both_roles
        lines.append(
            f"{escape(both.name)} is mentor and induction tutor: "
            f"{escape(both.reason).lower()}. {escape(both.by)} agreed on "
            f"{said_day(both.on, today=today)}. The two views stay apart."
        )
    if ect.leaves_on is not None:
        lines.append(f"Last day at this school: {said_day(ect.leaves_on, today=today)}")
    elif ect.ends is not None:
        lines.append(said_estimate(ect.ends))
        if ect.year is InductionYear.ONE:
            lines.append(
                "Year 2 begins by itself, when three full-time terms are done."
            )
    return lines


def said_estimate(ends: date) -> str:
    """Say when induction may end: an estimate, and whose decision it is."""
    return (
        f"Induction may end about {said_day(ends)} {ends.year}. That is an estimate: "
        "the headteacher and the appropriate body decide."
    )


def _mentored(ect: EctShown, today: date) -> list[str]:
    lines = []
    for one in ect.mentors:
        since = said_day(one.begins_on, today=today)
        until = f" to {said_day(one.ends_on, today=today)}" if one.ends_on else ""
        lines.append(f"Mentor: {escape(one.name)}, from {since}{until}")
    return lines or ["Mentor: none yet"]


def _offered(page: PersonPage) -> list[str]:
    if not page.is_listed:
        return [ENTRY]
    if Role.ECT not in page.roles:
        return [ENTRY, REMOVE]
    if page.ect is None:
        return [ENTER, ENTRY, REMOVE]
    return [
        *(MENTOR, TUTOR, PATTERN, ABSENCE, LEAVES, CONTACT),
        *(ENTER, ENTRY, REMOVE),
    ]


def _history(history: Sequence[ActShown]) -> list[Block]:
    if not history:
        return []
    lines = [said_act(act, _DID) for act in history]
    return [DividerBlock(), section("\n".join(["*History*", *lines]))]


def _back(page: PersonPage) -> Block:
    row = [button("All people", action_id=ids.OPEN_PEOPLE, value=page.school)]
    return buttons(row, block_id="back")


def _roles(roles: frozenset[Role]) -> str:
    return said_list([words for role, words in ROLE_WORDS.items() if role in roles])


def _parts(lines: Sequence[str]) -> list[Sequence[str]]:
    shown = lines[:_MOST_LINES]
    return [shown[n : n + 20] for n in range(0, len(shown), 20)]
