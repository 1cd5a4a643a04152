"""The page of one person: what is kept of them, and what can change."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import (
    Block,
    DividerBlock,
    MarkdownTextObject,
    Option,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.kernel.acts import Did
from bot.domain.kernel.words import said_count, said_day, said_list
from bot.domain.people.away import said_away
from bot.domain.people.induction import InductionYear
from bot.domain.people.member import ROLE_WORDS, Role
from bot.domain.people.roster_cells import said_days
from bot.results.people.pages import EctShown, PersonPage
from bot.results.sessions.cards import ActShown
from bot.views.concerns.contacts import said_contact
from bot.views.kernel import ids
from bot.views.kernel.message import button, buttons, section
from bot.views.kernel.text import escape
from bot.views.sessions.said import said_act

_DID = {
    Did.PERSON_ADDED: "added them",
    Did.PERSON_CHANGED: "changed the entry",
    Did.PERSON_REMOVED: "took them off the list",
    Did.ECT_ENTERED: "entered them as an ECT",
    Did.MENTOR_CHANGED: "changed the mentor",
    Did.TUTOR_CHANGED: "changed the induction tutor",
    Did.CONTACT_CHANGED: "changed the named contact",
    Did.PATTERN_CHANGED: "changed the working pattern",
    Did.REVIEWS_ENTERED: "changed when reviews are due",
    Did.ABSENCE_NOTED: "noted days of absence",
    Did.AWAY_ENTERED: "noted",
    Did.AWAY_ENDED: "noted",
    Did.LEAVING_ENTERED: "entered that they leave",
    Did.INDUCTION_ENDED: "noted",
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
AWAY, BACK, ENDED, REVIEWS = "away", "back", "ended", "reviews"
WHAT = {
    ENTRY: "Name, roles or working days",
    ENTER: "Enter as an ECT: mentor, tutor, start date",
    MENTOR: "The mentor changes",
    TUTOR: "The induction tutor changes",
    PATTERN: "They go part time, or back to full time",
    ABSENCE: "Days of absence, as a count",
    REVIEWS: "Dates on which reviews are due",
    AWAY: "They are away for a while",
    BACK: "They are back, or not away after all",
    ENDED: "Induction has ended, and they stay here",
    LEAVES: "They leave this school",
    CONTACT: "The appropriate body or named contact changes",
    REMOVE: "Take them off the list",
}
_OTHER_DATES = "The dates away change"
_CORRECT = "Correct what was entered: mentor, tutor, start date"


def person_page(page: PersonPage) -> View:
    """Draw one person, and ask what changed."""
    blocks: list[Block] = [section("\n".join(_entry_lines(page)))]
    if page.ect is not None:
        blocks.append(section("\n".join(_ect_lines(page.ect, page.today))))
    if page.missing:
        blocks.append(section("⚠ " + " ".join(escape(one) for one in page.missing)))
    words = WHAT | ({ENTER: _CORRECT} if page.ect is not None else {})
    words |= {AWAY: _OTHER_DATES} if page.away is not None else {}
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


def _entry_lines(page: PersonPage) -> list[str]:
    if not page.is_listed:
        return [f"<@{page.person}> is not in the list yet."]
    return [
        f"*{escape(page.name)}* (<@{page.person}>)",
        f"Roles: {said_roles(page.roles) or 'none yet'}",
        f"Works: {said_days(page.days) or 'no day'}{_since(page)}",
        *(
            [f"Away {said_away(page.away, today=page.today)}"]
            if page.away is not None
            else []
        ),
        *(
            [f"Mentors {escape(said_list(list(page.mentors_of)))}"]
            if page.mentors_of
            else []
        ),
    ]


def _since(page: PersonPage) -> str:
    if page.days_since is None:
        return ""
    return f", from {said_day(page.days_since, today=page.today)}"


def _ect_lines(ect: EctShown, today: date) -> list[str]:
    began = said_day(ect.began, today=today)
    share = (
        "full time"
        if ect.full_time_equivalent == 1
        else f"part time ({ect.full_time_equivalent:g})"
    )
    lines = [
        f"*Induction* · began {began} · year {ect.year} · {share}",
        *_done_before(ect),
        f"Induction tutor: {escape(ect.tutor_name or 'none yet')}",
        *(_mentored(ect, today)),
    ]
    about = ", ".join(escape(word) for word in (ect.subject, ect.phase) if word)
    if about:
        lines.append(f"Subject and phase: {about}")
    if ect.contact is not None:
        lines.append(f"Outside the school: {said_contact(ect.contact).lstrip('• ')}")
    if ect.reviews:
        due = said_list([said_day(day, today=today) for day in ect.reviews])
        lines.append(f"Reviews due: {due}")
    if ect.days_absent:
        days = said_count(ect.days_absent, "day")
        lines.append(f"Absent in year {ect.year}: {days}")
    if ect.both_roles is not None:
        both = ect.both_roles
        lines.append(
            f"{escape(both.name)} is mentor and induction tutor: "
            f"{escape(both.reason)}. {escape(both.by)} agreed on "
            f"{said_day(both.on, today=today)}. The two views stay apart."
        )
    return [*lines, *_end_lines(ect, today)]


def _end_lines(ect: EctShown, today: date) -> list[str]:
    """Say when an ECT's time as one ends here, as entered or as an estimate."""
    lines = []
    if ect.ended_on is not None:
        day = said_day(ect.ended_on, today=today)
        lines.append(f"Last day of induction: {day}. I keep the day alone.")
    if ect.leaves_on is not None:
        lines.append(f"Last day at this school: {said_day(ect.leaves_on, today=today)}")
    if not lines and ect.ends is not None:
        lines.append(said_estimate(ect.ends))
        if ect.year is InductionYear.ONE:
            lines.append(
                "Year 2 begins by itself, when three full-time terms are done."
            )
    return lines


def _done_before(ect: EctShown) -> list[str]:
    if not ect.terms_before:
        return []
    terms = "term" if ect.terms_before == 1 else "terms"
    return [f"Done before, at other schools: {ect.terms_before:g} {terms}"]


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
    away = [AWAY] if page.away is None else [AWAY, BACK]
    if Role.ECT not in page.roles:
        return [ENTRY, *away, REMOVE]
    if page.ect is None:
        return [ENTER, ENTRY, *away, REMOVE]
    if page.ect.is_over:
        return [ENTRY, *away, ENTER, REMOVE]
    return [
        *(MENTOR, TUTOR, PATTERN, *away, ABSENCE, REVIEWS, ENDED, LEAVES),
        *(CONTACT, ENTER, ENTRY, REMOVE),
    ]


def _history(history: Sequence[ActShown]) -> list[Block]:
    if not history:
        return []
    lines = [said_act(act, _DID) for act in history]
    return [DividerBlock(), section("\n".join(["*History*", *lines]))]


def _back(page: PersonPage) -> Block:
    row = [button("All people", action_id=ids.OPEN_PEOPLE, value=page.school)]
    return buttons(row, block_id="back")


def said_roles(roles: frozenset[Role]) -> str:
    """Say which roles somebody has."""
    return said_list([words for role, words in ROLE_WORDS.items() if role in roles])
