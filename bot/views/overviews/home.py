"""The App Home tab: what waits first, then where things stand, then what was."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, HeaderBlock
from slack_sdk.models.views import View

from bot.domain.kernel.errors import NoSchoolYet, Refusal
from bot.domain.overviews.home_actions import HomeAction
from bot.results.overviews.home import HomeTab, SchoolHome
from bot.views.concerns.lists import at_home
from bot.views.kernel import ids
from bot.views.kernel.message import (
    blocks_of,
    button,
    button_row,
    section,
    small_print,
    why_not,
)
from bot.views.kernel.text import escape, shorten
from bot.views.overviews.home_roles import Part, as_ect, as_leader, as_mentor
from bot.views.overviews.home_table import as_tutor

_MOST_BLOCKS = 98  # Slack shows 100 in a home tab; two more come at its end
_MOST_IN_CONFIDENCE = 20
_HEADING_MAX_CHARS = 150
_LABELS = {
    HomeAction.LOG: ("Log a session", ids.OPEN_LOG),
    HomeAction.PLAN: ("Plan", ids.OPEN_PLAN),
    HomeAction.UPCOMING: ("Upcoming", ids.OPEN_UPCOMING),
    HomeAction.DROP_IN: ("Note a drop-in", ids.OPEN_DROP_IN),
    HomeAction.TRAINING: ("Mentor training", ids.OPEN_TRAINING),
    HomeAction.TIME: ("Time off timetable", ids.OPEN_TIME),
    HomeAction.CALENDAR: ("Calendar", ids.OPEN_CALENDAR),
    HomeAction.REPORT: ("Report", ids.OPEN_REPORT),
    HomeAction.TRUST: ("Schools side by side", ids.OPEN_TRUST),
    HomeAction.SET_UP: ("Set-up", ids.OPEN_SET_UP),
    HomeAction.PEOPLE: ("People", ids.OPEN_PEOPLE),
    HomeAction.RAISE: ("Raise a concern", ids.OPEN_CONCERN),
    HomeAction.CONTACTS: ("Who can I talk to?", ids.SHOW_CONTACTS),
    HomeAction.REMINDERS: ("Reminders", ids.OPEN_NUDGES),
    HomeAction.MY_DATA: ("My data", ids.OPEN_MY_DATA),
}
_SETTINGS = frozenset(
    {HomeAction.CALENDAR, HomeAction.REMINDERS, HomeAction.MY_DATA}
)  # at the end


def home(tab: HomeTab, just_done: Sequence[Block] = ()) -> View:
    """Draw a person's home tab; a concern that waits for them comes before all.

    What they have *just done* in it stands on top, with its Undo, until the next look.
    """
    waiting, others = at_home(tab.concerns)
    blocks: list[Block] = [*just_done, DividerBlock()] if just_done else []
    if waiting:
        blocks += [section("*In confidence: this waits for you*")]
        blocks += [*waiting[:_MOST_IN_CONFIDENCE], DividerBlock()]
    for number, school in enumerate(tab.schools):
        blocks += _set_up_next(school, block_id=f"set-up-{number}")
    blocks += _drawn(tab, _parts(tab)) or [section(_greeting(tab)), *_doings(tab)]
    if others:
        blocks += [DividerBlock(), section("*In confidence*")]
        blocks += others[:_MOST_IN_CONFIDENCE]
    blocks = [*blocks[:_MOST_BLOCKS], *_settings(tab)]
    return _view(blocks, tab.as_tutor.page.view.packed() if tab.as_tutor else "")


def stranger(refusal: Refusal) -> View:
    """Draw the home tab of somebody in no roster; where no school is, one can begin."""
    row = [_starts(HomeAction.SET_UP)] if isinstance(refusal, NoSchoolYet) else []
    return _view([section(why_not(refusal)), *button_row("home", *row, _refresh())], "")


def _drawn(tab: HomeTab, parts: Sequence[Part]) -> list[Block]:
    """Draw the parts; what one can do stands below what is next.

    A leader's part has nothing that is, and its heading names the school.
    """
    first_is_of_school = bool(parts) and parts[0].is_of_school
    blocks = _doings(tab) if first_is_of_school else []
    for number, part in enumerate(parts):
        if len(parts) > 1 or part.is_of_school:
            heading = shorten(part.heading, to=_HEADING_MAX_CHARS)
            blocks.append(HeaderBlock(text=heading))
        blocks += part.next
        if number == 0 and not first_is_of_school:
            blocks += [*_doings(tab), DividerBlock()]
        blocks += part.rest
    return blocks


def _parts(tab: HomeTab) -> list[Part]:
    """Return the parts in their order; schools are named where there are several."""
    several = len(tab.schools) > 1
    found: list[Part] = []
    for school in tab.schools:
        own = _of_school(school)
        if several:
            own = [
                part
                if part.is_of_school
                else Part(f"{part.heading} · {school.school}", part.next, part.rest)
                for part in own
            ]
        if school.closed and own:
            closed = f"There is no teaching today: it is {school.closed}."
            own[0].next.insert(0, small_print(closed))
        found += own
    if tab.as_tutor is not None:
        found.append(as_tutor(tab.as_tutor))
    return found


def _of_school(school: SchoolHome) -> list[Part]:
    mentor, ect, counts = school.as_mentor, school.as_ect, school.counts
    return [
        *([as_mentor(mentor)] if mentor is not None else []),
        *([as_ect(ect)] if ect is not None else []),
        *([as_leader(school.school, counts)] if counts is not None else []),
    ]


def _set_up_next(school: SchoolHome, *, block_id: str) -> list[Block]:
    """Ask whoever sets a school up to go on, while nobody is reminded there yet."""
    if not school.to_set_up:
        return []
    text = (
        f"*Next:* finish the set-up of {escape(school.school)}. Until you start it, I "
        "remind nobody."
    )
    go_on = button("Go on with the set-up", ids.OPEN_SET_UP, style="primary")
    return blocks_of([text, go_on], row=block_id)


def _doings(tab: HomeTab) -> list[Block]:
    row = [_starts(doing) for doing in tab.doings if doing not in _SETTINGS]
    return button_row("home", *row)


def _settings(tab: HomeTab) -> list[Block]:
    row = [_starts(doing) for doing in tab.doings if doing in _SETTINGS]
    return button_row("home-settings", *row, _refresh())


def _starts(doing: HomeAction) -> ButtonElement:
    label, action_id = _LABELS[doing]
    return button(label, action_id)


def _refresh() -> ButtonElement:
    return button("Refresh", ids.SHOW_STATUS, "home")


def _greeting(tab: HomeTab) -> str:
    return f"Hello {escape(tab.name)}. There is nothing to show for your role here yet."


def _view(blocks: list[Block], table: str) -> View:
    """Draw it within Slack's limit; how a table is looked at is kept in the view."""
    return View(
        type="home",
        private_metadata=table,
        blocks=[
            *blocks,
            small_print("`/ect help` shows what you can type, here or anywhere."),
        ],
    )
