"""One's own sessions as CSV, to take away: facts alone."""

import csv
import io
import re

from bot.documents.report_words import hours_words, place_words
from bot.domain.results.reports import Report

_HEAD = (
    "School",
    "ECT",
    "Mentor",
    "Day",
    "From",
    "To",
    "Minutes",
    "Hours",
    "Reason for a time outside teaching hours",
    "How",
)
# What a spreadsheet would take for the beginning of a formula (OWASP, CSV injection).
_FORMULA = re.compile(r"^\s*[=+\-@\t\r\n]")


def as_csv(report: Report) -> bytes:
    """Write the sessions of a report, in UTF-8 as spreadsheets know it."""
    file = io.StringIO(newline="")
    table = csv.writer(file)
    table.writerow(_HEAD)
    for ect in report.ects:
        for one in ect.sessions:
            row = (
                report.school,
                ect.name,
                one.mentor,
                one.starts.date().isoformat(),
                f"{one.starts:%H:%M}",
                f"{one.ends:%H:%M}",
                str(one.minutes),
                hours_words(one.time_class),
                one.reason,
                place_words(one.place),
            )
            table.writerow([neutral(cell) for cell in row])
    return file.getvalue().encode("utf-8-sig")


def neutral(cell: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
