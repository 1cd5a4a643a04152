"""A report as a tagged PDF page (PDF/UA-1) and as a picture, both set with typst."""

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import typst

from bot.documents.report_words import (
    CAVEATS,
    EXPECTED,
    NO_ASSESSMENT,
    hours_words,
    in_words,
    place_words,
    subtitle,
    time_words,
    title,
    training_words,
    who_words,
)
from bot.domain.kernel.formatting import format_day, format_list, format_minutes
from bot.results.overviews.reports import (
    EctReport,
    MentorReport,
    Report,
    SessionRow,
    WeekReport,
)

MOST_IN_A_PICTURE = 30
_A_CHART = 16  # rows, as report.typ cuts them
_SOURCE = Path(__file__).with_name("report.typ").read_bytes()
_FOR_SCREENS = 144.0
# Latin, Greek and Cyrillic, and what stands between words: the font that comes with
# typst has these, and a tagged page may hold nothing that its font has not.
_IN_THE_FONT = re.compile(
    r"[\u0020-\u007e\u00a0-\u024f\u0370-\u04ff\u1e00-\u1eff\u2010-\u2027\u20ac]"
)
_HEAD = (
    "ECT",
    "Mentor",
    "Held",
    "Expected",
    "In teaching hours",
    "Outside",
    "Time together",
    "Drop-ins",
)
_TIME_HEAD = "Time off timetable: weeks given / not given"
_MENTOR_HEAD = ("Mentor", "Training in this time", "Training so far", _TIME_HEAD)
_SESSION_HEAD = ("Day", "From", "To", "With", "Hours", "How")


def as_pdf(report: Report) -> bytes:
    """Set the page for the appropriate body's evidence."""
    return _set(report, report.ects, shape="page", format="pdf", pdf_standards="ua-1")


def as_png(report: Report) -> bytes:
    """Draw the picture of the first ECTs, as many as can be told apart."""
    shown = report.ects[:MOST_IN_A_PICTURE]
    return _set(report, shown, shape="picture", format="png", ppi=_FOR_SCREENS)


def _set(report: Report, ects: Sequence[EctReport], *, shape: str, **how: Any) -> bytes:
    inputs = {"shape": shape, "data": json.dumps(_shown(_data(report, ects)))}
    made = typst.compile(_SOURCE, sys_inputs=inputs, ignore_system_fonts=True, **how)
    assert isinstance(made, bytes)  # noqa: S101 - a list only for pictures of many pages
    return made


def _shown(value: Any) -> Any:
    """Put a mark in place of letters that the font has not, or no page would be set."""
    if isinstance(value, str):
        letters = unicodedata.normalize("NFC", value)
        return "".join(one if _is_in_font(one) else "?" for one in letters)
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items()}
    return [_shown(one) for one in value] if isinstance(value, list) else value


def _is_in_font(letter: str) -> bool:
    is_assigned = unicodedata.category(letter) != "Cn"
    return is_assigned and _IN_THE_FONT.match(letter) is not None


def _data(report: Report, ects: Sequence[EctReport]) -> dict[str, Any]:
    weeks = sorted({(w.monday, w.is_school_week) for e in ects for w in e.weeks})
    single = report.ects[0] if len(report.ects) == 1 else None
    has_time = any(ect.time_given is not None for ect in ects)
    head = [*_HEAD, *([_TIME_HEAD] if has_time else ())]
    return {
        "title": title(report),
        "subtitle": subtitle(report),
        "school": report.school,
        "made": f"{format_day(report.made_on)} {report.made_on.year}",
        "about": _about(report),
        "footnote": f"{_left_out(report, ects)}{EXPECTED} {NO_ASSESSMENT}",
        "caveats": list(CAVEATS),
        "weeks": [
            {"label": format_day(monday)[4:], "school": is_school}
            for monday, is_school in weeks
        ],
        "rows": [_row(ect, [monday for monday, _ in weeks]) for ect in ects],
        "alts": [
            " ".join(in_words(ect) for ect in ects[first : first + _A_CHART])
            for first in range(0, len(ects), _A_CHART)
        ],
        "head": head,
        "numbers": [name not in {"ECT", "Mentor"} for name in head],
        "figures": [_figures(ect, has_time=has_time) for ect in ects],
        "mentor_head": list(_MENTOR_HEAD),
        "mentors": [_mentor(one) for one in report.mentors],
        "session_head": list(_SESSION_HEAD),
        "sessions": [_session(one) for one in single.sessions] if single else [],
    }


def _about(report: Report) -> list[str]:
    bodies = sorted({ect.appropriate_body for ect in report.ects} - {""})
    lines = [f"For the appropriate body: {format_list(bodies)}."] if bodies else []
    made = f"{format_day(report.made_on)} {report.made_on.year}"
    source = f"Made on {made} from what mentors logged in ECT Bot."
    return [f"{subtitle(report)}.", *lines, source]


def _left_out(report: Report, ects: Sequence[EctReport]) -> str:
    if len(ects) == len(report.ects):
        return ""
    return (
        f"These are the first {len(ects)} of {len(report.ects)} ECTs; the workbook and "
        "the PDF page have all. "
    )


def _row(ect: EctReport, mondays: list[date]) -> dict[str, Any]:
    by_monday = {week.monday: week for week in ect.weeks}
    cells = [by_monday.get(monday, WeekReport(monday)) for monday in mondays]
    return {
        "name": ect.name,
        "who": who_words(ect),
        "held": ect.held,
        "expected": ect.expected,
        "cells": [
            {"in_hours": one.in_hours, "outside": one.outside, "gap": one.gap}
            for one in cells
        ],
    }


def _figures(ect: EctReport, *, has_time: bool) -> list[str]:
    inside = ect.held - ect.outside
    numbers = [ect.held, ect.expected, inside, ect.outside]
    row = [ect.name, format_list(ect.mentors), *map(str, numbers)]
    row += [format_minutes(ect.minutes), str(ect.drop_ins)]
    if has_time:
        row.append(time_words(ect))
    return row


def _mentor(one: MentorReport) -> list[str]:
    noted = one.training_total is not None
    training = format_minutes(one.training_minutes) if noted else "not noted"
    return [one.name, training, training_words(one), time_words(one)]


def _session(one: SessionRow) -> list[str]:
    return [
        f"{format_day(one.starts.date())} {one.starts.year}",
        f"{one.starts:%H:%M}",
        f"{one.ends:%H:%M}",
        one.mentor,
        hours_words(one.time_class),
        place_words(one.place),
    ]
