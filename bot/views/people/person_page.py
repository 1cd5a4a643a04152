"""The page of one person: what is kept of them, and what can change."""

from datetime import date

from slack_sdk.models.blocks import DividerBlock
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_count, format_day, format_list
from bot.domain.kernel.history import Event
from bot.domain.people.away import format_away
from bot.domain.people.induction import InductionYear
from bot.domain.people.member import ROLE_WORDS, Role
from bot.domain.people.roster_cells import format_days
from bot.results.people.pages import EctShown, PersonPage
from bot.views.concerns.contacts import format_contact
from bot.views.kernel import ids
from bot.views.kernel.forms import menu, modal_page, options_of
from bot.views.kernel.message import button, button_row, section
from bot.views.kernel.text import escape
from bot.views.sessions.formatting import format_act

_DID = {
    Event.PERSON_ADDED: "added them",
    Event.PERSON_CHANGED: "changed the entry",
    Event.PERSON_REMOVED: "took them off the list",
    Event.ECT_ENTERED: "entered them as an ECT",
    Event.MENTOR_CHANGED: "changed the mentor",
    Event.TUTOR_CHANGED: "changed the induction tutor",
    Event.CONTACT_CHANGED: "changed the named contact",
    Event.PATTERN_CHANGED: "changed the working pattern",
    Event.REVIEWS_ENTERED: "changed when reviews are due",
    Event.ABSENCE_NOTED: "noted days of absence",
    Event.AWAY_ENTERED: "noted",
    Event.AWAY_ENDED: "noted",
    Event.LEAVING_ENTERED: "entered that they leave",
    Event.INDUCTION_ENDED: "noted",
    Event.LIST_READ: "read a list from a file",
    Event.CHANGE_UNDONE: "undid that",
    Event.BOTH_ROLES_ASKED: "asked for one person in both roles",
    Event.BOTH_ROLES_AGREED: "agreed to one person in both roles",
    Event.BOTH_ROLES_DECLINED: "did not agree to one person in both roles",
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
    words = WHAT | ({ENTER: _CORRECT} if page.ect is not None else {})
    words |= {AWAY: _OTHER_DATES} if page.away is not None else {}
    changes = menu(
        options_of((what, words[what]) for what in _offered(page)),
        action_id=ids.WHAT_CHANGED,
        placeholder="Pick one",
    )
    ect, missing = page.ect, " ".join(escape(one) for one in page.missing)
    history = "\n".join(format_act(act, _DID) for act in page.history)
    block_id = f"{page.school}|{page.person}"
    return modal_page(
        "A person",
        [
            "\n".join(_entry_lines(page)),
            "\n".join(_ect_lines(ect, page.today)) if ect is not None else None,
            f"⚠ {missing}" if missing else None,
            section("*What changed?*", block_id=block_id, beside=changes),
            DividerBlock() if history else None,
            f"*History*\n{history}" if history else None,
            button_row("back", button("All people", ids.OPEN_PEOPLE, page.school)),
        ],
    )


def _entry_lines(page: PersonPage) -> list[str]:
    if not page.is_listed:
        return [f"<@{page.person}> is not in the list yet."]
    lines = [
        f"*{escape(page.name)}* (<@{page.person}>)",
        f"Roles: {format_roles(page.roles) or 'none yet'}",
        f"Works: {format_days(page.days) or 'no day'}{_since(page)}",
    ]
    if page.away is not None:
        lines.append(f"Away {format_away(page.away, today=page.today)}")
    if page.mentors_of:
        lines.append(f"Mentors {escape(format_list(list(page.mentors_of)))}")
    return lines


def _since(page: PersonPage) -> str:
    if page.days_since is None:
        return ""
    return f", from {format_day(page.days_since, today=page.today)}"


def _ect_lines(ect: EctShown, today: date) -> list[str]:
    began = format_day(ect.began, today=today)
    share = "full time"
    if ect.full_time_equivalent != 1:
        share = f"part time ({ect.full_time_equivalent:g})"
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
        lines.append(f"Outside the school: {format_contact(ect.contact).lstrip('• ')}")
    if ect.reviews:
        due = format_list([format_day(day, today=today) for day in ect.reviews])
        lines.append(f"Reviews due: {due}")
    if ect.days_absent:
        days = format_count(ect.days_absent, "day")
        lines.append(f"Absent in year {ect.year}: {days}")
    if ect.both_roles is not None:
        both = ect.both_roles
        lines.append(
            f"{escape(both.name)} is mentor and induction tutor: "
            f"{escape(both.reason)}. {escape(both.by)} agreed on "
            f"{format_day(both.on, today=today)}. The two views stay apart."
        )
    return [*lines, *_end_lines(ect, today)]


def _end_lines(ect: EctShown, today: date) -> list[str]:
    """Say when an ECT's time as one ends here, as entered or as an estimate."""
    lines = []
    if ect.ended_on is not None:
        day = format_day(ect.ended_on, today=today)
        lines.append(f"Last day of induction: {day}. I keep the day alone.")
    if ect.leaves_on is not None:
        lines.append(
            f"Last day at this school: {format_day(ect.leaves_on, today=today)}"
        )
    if not lines and ect.ends is not None:
        lines.append(format_estimate(ect.ends))
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


def format_estimate(ends: date) -> str:
    """Say when induction may end: an estimate, and whose decision it is."""
    return (
        f"Induction may end about {format_day(ends)} {ends.year}. That is an estimate: "
        "the headteacher and the appropriate body decide."
    )


def _mentored(ect: EctShown, today: date) -> list[str]:
    lines = []
    for one in ect.mentors:
        since = format_day(one.begins_on, today=today)
        until = f" to {format_day(one.ends_on, today=today)}" if one.ends_on else ""
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


def format_roles(roles: frozenset[Role]) -> str:
    """Say which roles somebody has."""
    return format_list([words for role, words in ROLE_WORDS.items() if role in roles])
