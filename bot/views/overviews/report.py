"""Reports: what is asked for, what leaders see, what goes with the files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from slack_sdk.models.blocks import Option, OptionGroup
from slack_sdk.models.views import View

from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.overviews.periods import Period
from bot.domain.people.member import Role
from bot.results.overviews.reports import LeaderReport, ReportChoice, ReportWish
from bot.views.kernel import ids
from bot.views.kernel.forms import (
    VALUE,
    grouped,
    menu_field,
    modal_form,
    modal_page,
    option,
    options_of,
    radio_field,
    tick_field,
)
from bot.views.kernel.message import (
    OPTION_MAX_CHARS,
    Message,
    button,
    message,
    plain,
    sections,
    small_print,
)
from bot.views.kernel.text import escape, shorten
from bot.views.overviews.status import FEWER_THAN, few

PERIOD, WHO, SHAPES = "period", "who", "shapes"
_MOST_IN_A_GROUP = 100
_PERIODS = {
    Period.HALF_TERM: "This half-term",
    Period.TERM: "This term",
    Period.YEAR: "This school year",
}
_ALL_OF = {
    Role.MENTOR: "All whom you mentor",
    Role.ECT: "Your own mentoring",
    Role.INDUCTION_TUTOR: "All ECTs of the school",
}
_ONE_OF = {
    Role.MENTOR: "Whom you mentor",
    Role.ECT: "You",
    Role.INDUCTION_TUTOR: "ECTs of the school",
}
_TOO_FEW = (
    f"Fewer than {FEWER_THAN} ECTs: counts of their sessions would point to a person, "
    "so they stay with the induction tutor."
)
_NOTHING_ELSE = (
    "Whether, when and how long you met, and in which hours. No notes, nothing about "
    "concerns, and no word on how anybody is doing."
)


class Shape(StrEnum):
    """What a report can be had as."""

    PICTURE = "png"
    WORKBOOK = "xlsx"
    PAGE = "pdf"
    TABLE = "csv"


_SHAPES = {
    Shape.PICTURE: ("A picture, week by week", "With the same in words"),
    Shape.WORKBOOK: ("An Excel workbook", "To work with: totals, weeks, sessions"),
    Shape.PAGE: ("A PDF page", "For the appropriate body, tagged for screen readers"),
    Shape.TABLE: ("A CSV table of the sessions", "To take your own data elsewhere"),
}


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """What a form asks for."""

    wish: ReportWish
    shapes: tuple[Shape, ...]


def report_form(choices: Sequence[ReportChoice]) -> View:
    """Ask for the period, of whom, and in which shapes."""
    shapes = [option(one, said, what) for one, (said, what) in _SHAPES.items()]
    groups = [group for choice in choices for group in _groups(choice, choices)]
    if len(groups) > _MOST_IN_A_GROUP:  # so many schools: one after the other
        groups = grouped([one for group in groups for one in group.options or ()])
    return modal_form(
        ids.REPORT_FORM,
        "A report",
        [
            radio_field(PERIOD, "Of which time?", options_of(_PERIODS), Period.TERM),
            menu_field(WHO, "Of whom?", groups, _whole(choices[0], choices).value),
            tick_field(SHAPES, "As what?", shapes, [Shape.PICTURE]),
            small_print(_NOTHING_ELSE),
        ],
        submit="Make it",
    )


def order_of(view: dict[str, Any]) -> ReportOrder:
    """Read what a form asks for."""
    values = view["state"]["values"]
    hat, school, ect = values[WHO][VALUE]["selected_option"]["value"].split("|")
    wish = ReportWish(
        school=SchoolId(school),
        hat=Role(hat),
        period=Period(values[PERIOD][VALUE]["selected_option"]["value"]),
        ect=PersonId(ect) if ect else None,
    )
    chosen = {one["value"] for one in values[SHAPES][VALUE]["selected_options"]}
    return ReportOrder(wish, tuple(shape for shape in Shape if shape in chosen))


def being_made() -> View:
    """Say that the report is being made."""
    return modal_page(
        "A report", ["I am making your report. It comes to your messages from me."]
    )


def report_sent(files: int) -> Message:
    """Say where the files are."""
    what = "The file is" if files == 1 else "The files are"
    return plain(f"*Sent.* {what} in your messages from me. {_NOTHING_ELSE}")


def open_report_button() -> Message:
    """Offer the form to someone who typed `report` where no form can be opened."""
    opens = button("Make a report", ids.OPEN_REPORT, "open")
    return message("Open the form to have a report made.", opens, row="open-report")


def leader_counts(reports: Iterable[LeaderReport]) -> Message:
    """Show counts; a number that could point to a person is withheld."""
    paragraphs: list[str] = []
    for school, found in groupby(reports, key=lambda one: one.school):
        shown = list(found)
        if all(one.ects < FEWER_THAN for one in shown):
            paragraphs.append(f"*{escape(school)}*\n{_TOO_FEW}")
            continue
        paragraphs += [
            f"*{escape(school)}, {escape(one.span.label)}*\n{_counts(one)}"
            for one in shown
        ]
    foot = (
        "Expected is what the school set, or else what guidance calls typical. Fewer "
        "is a reason to ask, not a finding. Reports on each ECT are the induction "
        "tutor's."
    )
    blocks = sections(paragraphs)
    return Message((*blocks, small_print(foot)), "\n\n".join([*paragraphs, foot]))


def _counts(one: LeaderReport) -> str:
    if one.ects < FEWER_THAN:
        return _TOO_FEW
    held = _few(one.held, "session")
    return (
        f"{one.ects} ECTs; {held} held, {_few(one.expected, 'session')} expected; "
        f"{_few(one.outside, 'session')} outside teaching hours."
    )


def _few(number: int, noun: str) -> str:
    return f"{few(number)} {noun}s"


def _groups(choice: ReportChoice, choices: Sequence[ReportChoice]) -> list[OptionGroup]:
    """Return the whole first, then single ECTs, a hundred to a group as Slack takes."""
    # An ECT has nobody but themselves to choose.
    ects = () if choice.hat is Role.ECT else choice.ects
    options = [
        _whole(choice, choices),
        *(_option(choice, ect, name) for ect, name in ects),
    ]
    words = f"{_ONE_OF[choice.hat]}{_at(choice, choices)}"
    label = shorten(words, to=OPTION_MAX_CHARS)
    return [
        OptionGroup(label=label, options=options[first : first + _MOST_IN_A_GROUP])
        for first in range(0, len(options), _MOST_IN_A_GROUP)
    ]


def _whole(choice: ReportChoice, choices: Sequence[ReportChoice]) -> Option:
    return _option(choice, "", f"{_ALL_OF[choice.hat]}{_at(choice, choices)}")


def _at(choice: ReportChoice, choices: Sequence[ReportChoice]) -> str:
    several = len({one.school for one in choices}) > 1
    return f", {choice.school_name}" if several else ""


def _option(choice: ReportChoice, ect: str, words: str) -> Option:
    return option(f"{choice.hat.value}|{choice.school}|{ect}", words)
