"""The induction tutor's table of ECTs, and one ECT in it: facts, no words (R5)."""

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_list, uncapitalised
from bot.domain.overviews.ect_state import EctState, Look
from bot.domain.overviews.ect_table import EctPage, EctRow, Show, Sort, TableView
from bot.results.overviews.home import EctPageOf, TutorPart
from bot.views.kernel import ids
from bot.views.kernel.forms import menu, modal_page, options_of
from bot.views.kernel.message import button, button_row, section, small_print
from bot.views.kernel.text import escape
from bot.views.overviews.home_next import next_of_tutor
from bot.views.overviews.home_roles import Part
from bot.views.overviews.status import TYPICAL, pairing_lines
from bot.views.sessions.pages import session_row

STATE_SIGNS = {  # a shape and a word: neither stands alone
    EctState.LOOK: "▲ Needs a look",
    EctState.GAP: "◆ A gap",
    EctState.NO_RECORD: "○ No record yet",
    EctState.MET: "● Met",
}
_LOOK_WORDS = {
    Look.NO_MENTOR: "no mentor is down",
    Look.GAPS: "two or more expected sessions in a row are not logged",
    Look.DISPUTED: "the two remember a session differently",
    Look.FLAG: "a session outside teaching hours waits for your answer",
}
_SORT_WORDS = {
    Sort.STATE: "Needs a look first",
    Sort.NAME: "By the ECT's name",
    Sort.MENTOR: "By the mentor's name",
}
_SHOW_WORDS = {
    Show.ALL: "All",
    Show.LOOK: "Needs a look",
    Show.UNPLANNED: "Nothing planned",
}
_LEGEND = (
    "The shapes say whether the two meet and get the time for it, never how an ECT is "
    "doing. You see no notes. "
)
_ABOUT = "This is about meetings, never about how an ECT is doing. You see no notes. "


def as_tutor(part: TutorPart) -> Part:
    """Draw what an induction tutor sees."""
    rest: list[Block] = []
    if part.mentored:
        names = format_list([escape(name) for name in part.mentored])
        said = (
            f"You are {names}'s mentor too. What you note as a mentor stays in that "
            "part; none of it is here."
        )
        rest.append(section(said))
    nobody = section("No ECT is down at your school yet.")
    rest += _table(part) if part.page.counts[Show.ALL] else [nobody]
    return Part("As an induction tutor", next_of_tutor(part.next), rest)


def ect_page(page: EctPageOf) -> View:
    """Draw one ECT's mentoring for their induction tutor."""
    history = [session_row(facts, facts.mentor) for facts in page.history]
    return modal_page(
        "Mentoring",
        [
            f"*{escape(page.name)}* · {escape(page.school)}",
            *(
                pairing_lines(one, f"With *{escape(one.mentor)}*")
                for one in page.pairings
            ),
            None if page.pairings else "No mentor is down for them just now.",
            [DividerBlock(), section("*Latest sessions*"), *history] if history else [],
            small_print(f"{_ABOUT}{TYPICAL}"),
        ],
    )


def _table(part: TutorPart) -> list[Block]:
    page = part.page
    several = len(part.schools) > 1
    rows = [_row(row, part.schools[row.school] if several else "") for row in page.rows]
    nobody = [section("Nobody, just now.")]
    return [
        section(f"*Your ECTs* · {_where(page)}"),
        *_controls(page),
        *(rows or nobody),
        *_pager(page),
        small_print(f"{_LEGEND}{TYPICAL}"),
    ]


def _where(page: EctPage) -> str:
    show = page.view.show
    shown = f"{uncapitalised(_SHOW_WORDS[show])}: {page.counts[show]}"
    return f"{shown}, page {page.view.page + 1} of {page.pages}"


def _controls(page: EctPage) -> list[Block]:
    view = page.view
    shows = {
        TableView(sort=view.sort, show=show).packed(): f"{words} ({page.counts[show]})"
        for show, words in _SHOW_WORDS.items()
    }
    sorts = {
        TableView(sort=sort, show=view.show).packed(): words
        for sort, words in _SORT_WORDS.items()
    }
    now = TableView(sort=view.sort, show=view.show).packed()
    # Slack keeps what was last picked in a menu for as long as its block has this id.
    show, sort = (
        menu(options_of(choices), action_id=action_id, placeholder=what, picked=now)
        for action_id, what, choices in (
            (ids.TABLE_SHOW, "Show", shows),
            (ids.TABLE_SORT, "Sort", sorts),
        )
    )
    return button_row(f"table-{now}-{page.counts[view.show]}", show, sort)


def _row(row: EctRow, school: str) -> Block:
    mentor = f" with {escape(row.mentor)}" if row.mentor else ""
    where = f" · {escape(school)}" if school else ""
    notes = [_LOOK_WORDS[look] for look in row.looks]
    if row.is_unplanned:
        notes.append("nothing planned this week")
    said = "; ".join([f"{row.held} held, {row.expected} expected", *notes])
    lines = [f"{STATE_SIGNS[row.state]} · *{escape(row.name)}*{mentor}{where}", said]
    value, spoken = f"{row.school}/{row.ect}", f"See the mentoring of {row.name}"
    see = button("See", ids.SHOW_ECT, value, spoken=spoken)
    return section("\n".join(lines), block_id=f"ect-{value}", beside=see)


def _pager(page: EctPage) -> list[Block]:
    view = page.view
    row = []
    for label, action_id, number in (
        ("Page before", ids.TABLE_BACK, view.page - 1),
        ("Next page", ids.TABLE_ON, view.page + 1),
    ):
        if 0 <= number < page.pages:
            value = TableView(view.sort, view.show, number).packed()
            row.append(button(label, action_id, value))
    return button_row("table-pager", *row)
