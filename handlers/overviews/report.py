"""Reports: the form, and making the files away from the acknowledgement."""

import re
from collections.abc import Callable

from slack_sdk.models.views import View

from bot.ports.bundle import Ports
from bot.ports.files import SharedFile
from bot.ports.messenger import NotSent
from bot.results.overviews.reports import Report
from bot.usecases.overviews.reports import leader_reports, report, report_choices
from bot.views.kernel import ids
from bot.views.kernel.forms import told
from bot.views.kernel.message import FILE_NOT_SENT, Message, plain
from bot.views.kernel.text import escape
from bot.views.overviews.report import (
    Shape,
    being_made,
    leader_counts,
    order_of,
    report_form,
    report_sent,
)
from handlers.calls import Call, Later, Meanwhile, Reply
from handlers.listening import Listening

_ALT_TEXT_MAX_CHARS = 1000  # Slack's limit
_SENTENCE_MAX_CHARS = 3500  # Slack asks for less than 4,000


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the button and the form."""
    listening.action(ids.OPEN_REPORT, lambda call: ask(ports, call, ""))
    listening.submission(
        ids.REPORT_FORM,
        lambda _call: Meanwhile(being_made(), lambda call: _make(ports, call)),
    )


def ask(ports: Ports, call: Call, _text: str) -> Reply:
    """Ask what to report on; leaders, who have no rows, get their counts instead."""
    choices = report_choices(ports, call.actor)
    if choices:
        return report_form(choices)
    return Later(lambda later: leader_counts(leader_reports(ports, later.actor)))


def _make(ports: Ports, call: Call) -> View | Message:
    order = order_of(call.body["view"])
    found = report(ports, call.actor, order.wish)
    files = [_file(found, shape) for shape in order.shapes]
    sentence = _sentence(found)
    team, person = call.actor.team, call.actor.person
    try:
        ports.files.share(team, person, files, sentence=sentence)
    except NotSent:
        return plain(FILE_NOT_SENT)
    return told("A report", report_sent(len(files)))


def _file(found: Report, shape: Shape) -> SharedFile:
    # Loaded when first used: together they would double the memory of a start.
    from bot.documents.report_page import as_pdf, as_png  # noqa: PLC0415 - see above
    from bot.documents.report_words import picture_in_words, title  # noqa: PLC0415 - see above
    from bot.documents.report_workbook import as_xlsx  # noqa: PLC0415 - see above
    from bot.documents.session_table import as_csv  # noqa: PLC0415 - see above

    make: dict[Shape, Callable[[Report], bytes]] = {
        Shape.PICTURE: as_png,
        Shape.WORKBOOK: as_xlsx,
        Shape.PAGE: as_pdf,
        Shape.TABLE: as_csv,
    }
    slug = re.sub(r"[^a-z0-9]+", "-", title(found).lower()).strip("-")
    alt = picture_in_words(found.ects, _ALT_TEXT_MAX_CHARS)
    return SharedFile(
        name=f"{slug}.{shape.value}",
        title=title(found),
        content=make[shape](found),
        alt_text=alt if shape is Shape.PICTURE else "",
    )


def _sentence(found: Report) -> str:
    from bot.documents.report_words import (  # noqa: PLC0415 - as above
        picture_in_words,
        subtitle,
        title,
    )

    words = picture_in_words(found.ects, _SENTENCE_MAX_CHARS, joined_by="\n• ")
    return f"*{escape(title(found))}*\n{escape(subtitle(found))}.\n• {escape(words)}"
