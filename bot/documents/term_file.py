"""A file with term dates: a calendar, or a list as text."""

from datetime import date

from bot.documents.plain_text import text_of
from bot.documents.term_list import read_term_list
from bot.domain.school.term_dates import BadTerms, TermDates

MOST_BYTES = 1_000_000


def read_term_file(content: bytes, name: str, *, today: date) -> TermDates:
    """Read a file, whatever it is called; raises BadTerms and NoText."""
    if len(content) > MOST_BYTES:
        raise BadTerms("The file has more than the 1 MB that I read.")
    text = text_of(content, name)
    if _is_calendar(text):
        # Loaded when first used, since most starts of the bot need no calendar.
        from bot.documents.term_calendar import read_term_calendar  # noqa: PLC0415 - see above

        return read_term_calendar(text, today=today)
    if name.lower().endswith(".ics"):
        raise BadTerms(
            f"{name} is called a calendar, but is none inside. Please export it once "
            "more, or paste the dates as text."
        )
    return read_term_list(text, today=today)


def _is_calendar(text: str) -> bool:
    return text.lstrip("\ufeff \n\t")[:15].upper() == "BEGIN:VCALENDAR"
