"""A report as a workbook for Excel and the like: totals, weeks, sessions."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from bot.documents.report_words import (
    CAVEATS,
    SESSION_HEADS,
    hours_words,
    place_words,
    share_words,
    subtitle,
    time_words,
    title,
    year_words,
)
from bot.domain.kernel.formatting import format_list
from bot.results.overviews.reports import EctReport, MentorReport, Report

Cell = str | int | float
_TOTALS = (
    "ECT",
    "Mentor",
    "Year of induction",
    "Full-time equivalent",
    "Held",
    "Expected",
    "In teaching hours",
    "Outside teaching hours",
    "Minutes together",
    "Drop-ins",
    "Time off timetable: weeks given / not given",
)
_WEEKS = ("ECT", "Week of", "Expected", "In teaching hours", "Outside teaching hours")
_MENTORS = (
    "Mentor",
    "Training in this time, minutes",
    "Training so far, minutes",
    "Training in all, minutes",
    "Time off timetable: weeks given / not given",
)
# Text stays text: a name that begins with "=" is no formula, and no address a link.
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}


def as_xlsx(report: Report) -> bytes:
    """Write the workbook."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _AS_TEXT) as book:
        book.set_properties({"title": title(report), "author": report.school})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for name, heads, rows in (
            ("Totals", _TOTALS, [_totals(ect) for ect in report.ects]),
            ("Weeks", _WEEKS, [row for ect in report.ects for row in _weeks(ect)]),
            ("Mentors", _MENTORS, [_mentor(one) for one in report.mentors]),
            (
                "Sessions",
                SESSION_HEADS,
                [row for ect in report.ects for row in _sessions(ect)],
            ),
        ):
            _fill(book.add_worksheet(name), heads, rows, head=head)
        about = book.add_worksheet("About")
        about.set_column(0, 0, 100)
        for number, line in enumerate((title(report), subtitle(report), *CAVEATS)):
            about.write_string(number, 0, line)
    return file.getvalue()


def _fill(
    sheet: xlsxwriter.workbook.Worksheet,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    head: xlsxwriter.format.Format,
) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, 18)
    for column, words in enumerate(heads):
        sheet.write_string(0, column, words, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(last, column, value)
            else:
                sheet.write_number(last, column, value)
    sheet.autofilter(0, 0, last, len(heads) - 1)


def _totals(ect: EctReport) -> list[Cell]:
    first, is_one = ect.rhythms[0], len(ect.rhythms) == 1
    return [
        ect.name,
        format_list(ect.mentors),
        int(first.year) if is_one else year_words(ect),
        first.full_time_equivalent if is_one else share_words(ect),
        ect.held,
        ect.expected,
        ect.held - ect.outside,
        ect.outside,
        ect.minutes,
        ect.drop_ins,
        "" if ect.time_given is None else time_words(ect),
    ]


def _weeks(ect: EctReport) -> list[list[Cell]]:
    return [
        [ect.name, week.monday.isoformat(), week.expected, week.in_hours, week.outside]
        for week in ect.weeks
    ]


def _mentor(one: MentorReport) -> list[Cell]:
    return [
        one.name,
        one.training_minutes,
        one.training_done,
        "not noted" if one.training_total is None else one.training_total,
        time_words(one),
    ]


def _sessions(ect: EctReport) -> list[list[Cell]]:
    return [
        [
            ect.name,
            one.mentor,
            one.starts.date().isoformat(),
            f"{one.starts:%H:%M}",
            f"{one.ends:%H:%M}",
            one.minutes,
            hours_words(one.time_class),
            one.reason,
            place_words(one.place),
        ]
        for one in ect.sessions
    ]
