"""The sessions of a report as a CSV table, to take one's own data away: facts alone."""

from collections.abc import Iterator

from bot.documents.csv_table import written
from bot.documents.report_words import SESSION_HEADS, hours_words, place_words
from bot.results.overviews.reports import Report


def as_csv(report: Report) -> bytes:
    """Write the sessions of a report as a table."""
    return written([("School", *SESSION_HEADS), *_lines(report)])


def _lines(report: Report) -> Iterator[tuple[str, ...]]:
    for ect in report.ects:
        for one in ect.sessions:
            yield (
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
