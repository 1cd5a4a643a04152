"""Format one line of the log: ids and code places, and no personal data.

Modules log with the standard library: a fixed sentence, and what belongs to it as
`extra`. Only the fields named here are written, and only values that look like ids or
like places in the program. What a library says is cut down to where it said it, since
it may quote a request.
"""

import logging
import re

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.usecases.kernel.faults import told_fault

OWN = ("bot", "handlers", "scheduler")  # whose sentences are fixed
FIELDS = ("reference", "job", "fault", "error", "reason", "team", "audit")
_AN_ID = re.compile(r"[\w.:/<>()\- ]{1,500}")
_WITHHELD = "(withheld)"


def formatter(*, as_json: bool) -> logging.Formatter:
    """Return what turns a log record into a line."""
    renderer: Processor = (
        structlog.processors.JSONRenderer(sort_keys=True)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            ExtraAdder(allow=FIELDS),
            _only_ids,
            _without_words,
        ],
        processors=[ProcessorFormatter.remove_processors_meta, renderer],
        # The sentence as it stands in the program: what is put into it may be words.
        use_get_message=False,
    )


def _only_ids(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Withhold what is no id, whoever put it there."""
    for field in FIELDS:
        if field in event and not _AN_ID.fullmatch(str(event[field])):
            event[field] = _WITHHELD
    return event


def _without_words(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Cut down what a library says, and every traceback, to where it comes from."""
    record: logging.LogRecord = event["_record"]
    if record.exc_info and record.exc_info[1] is not None:
        event["fault"] = told_fault(record.exc_info[1])
    event.pop("exc_info", None)
    event.pop("stack_info", None)
    record.exc_info = record.exc_text = record.stack_info = None
    if record.name.partition(".")[0] not in OWN:
        event["event"] = f"a library reports from {record.filename}:{record.lineno}"
    elif not isinstance(record.msg, str):
        event["event"] = _WITHHELD  # such as an exception, which may quote somebody
    return event
