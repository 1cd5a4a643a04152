"""Reports: what is asked for, what leaders see, what goes with the files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    InputBlock,
    Option,
    OptionGroup,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.overviews.periods import Period
from bot.domain.people.member import Role
from bot.results.overviews.reports import LeaderReport, ReportChoice, ReportWish
from bot.views.kernel import ids
from bot.views.kernel.forms import VALUE, grouped
from bot.views.kernel.message import (
    Message,
    button,
    buttons,
    plain,
    section,
    sections,
    small_print,
)
from bot.views.kernel.text import escape, shorten
from bot.views.overviews.status import FEWER_THAN

PERIOD, WHO, SHAPES = "period", "who", "shapes"
_MOST_IN_A_GROUP = 100
_LABEL_MAX_CHARS = 75
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
    periods = [Option(value=one.value, text=said) for one, said in _PERIODS.items()]
    shapes = [
        Option(value=one.value, text=said, description=what)
        for one, (said, what) in _SHAPES.items()
    ]
    groups = [group for choice in choices for group in _groups(choice, choices)]
    if len(groups) > _MOST_IN_A_GROUP:  # so many schools: one after the other
        groups = grouped([one for group in groups for one in group.options or ()])
    return View(
        type="modal",
        callback_id=ids.REPORT_FORM,
        title="A report",
        submit="Make it",
        close="Cancel",
        blocks=[
            InputBlock(
                block_id=PERIOD,
                label="Of which time?",
                element=RadioButtonsElement(
                    action_id=VALUE, options=periods, initial_option=periods[1]
                ),
            ),
            InputBlock(
                block_id=WHO,
                label="Of whom?",
                element=StaticSelectElement(
                    action_id=VALUE,
                    option_groups=groups,
                    initial_option=_whole(choices[0], choices),
                ),
            ),
            InputBlock(
                block_id=SHAPES,
                label="As what?",
                element=CheckboxesElement(
                    action_id=VALUE, options=shapes, initial_options=shapes[:1]
                ),
            ),
            small_print(_NOTHING_ELSE),
        ],
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
    return View(
        type="modal",
        title="A report",
        close="Close",
        blocks=[section("I am making your report. It comes to your messages from me.")],
    )


def report_sent(files: int) -> Message:
    """Say where the files are."""
    what = "The file is" if files == 1 else "The files are"
    return plain(f"*Sent.* {what} in your messages from me. {_NOTHING_ELSE}")


def open_report_button() -> Message:
    """Offer the form to someone who typed `report` where no form can be opened."""
    text = "Open the form to have a report made."
    row = [button("Make a report", action_id=ids.OPEN_REPORT, value="open")]
    return Message((section(text), buttons(row, block_id="open-report")), text)


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
    if number < FEWER_THAN:
        return f"fewer than {FEWER_THAN} {noun}s"
    return f"{number} {noun}s"


def _groups(choice: ReportChoice, choices: Sequence[ReportChoice]) -> list[OptionGroup]:
    """Return the whole first, then single ECTs, a hundred to a group as Slack takes."""
    # An ECT has nobody but themselves to choose.
    ects = () if choice.hat is Role.ECT else choice.ects
    options = [
        _whole(choice, choices),
        *(_option(choice, ect, name) for ect, name in ects),
    ]
    label = _label(f"{_ONE_OF[choice.hat]}{_at(choice, choices)}")
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
    return Option(value=f"{choice.hat.value}|{choice.school}|{ect}", text=_label(words))


def _label(words: str) -> str:
    return shorten(words, to=_LABEL_MAX_CHARS)
