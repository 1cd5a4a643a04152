"""The log: what the bot itself says, with ids and never with names, words or tokens.

Modules log with the standard library: a fixed sentence, and what belongs to it as
`extra`. Only the fields named here are written, and only values that look like ids or
like places in the program. What a library says is cut down to where it said it, since
it may quote a request. JSON lines where nobody is looking on, else one line to read.
"""

import logging
import re
import sys
import threading
from types import TracebackType

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.usecases.faults import told_fault

FIELDS = ("reference", "job", "fault", "error", "reason", "team", "audit")
_OWN = ("bot", "handlers", "scheduler")
_AN_ID = re.compile(r"[\w.:/<>()\- ]{1,500}")
_WITHHELD = "(withheld)"

log = logging.getLogger(__name__)


def set_up(*, level: int = logging.INFO, as_json: bool | None = None) -> None:
    """Have everything that is logged written to stderr; again changes how."""
    if as_json is None:
        as_json = not sys.stderr.isatty()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(as_json=as_json))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _OWN:
        logging.getLogger(name).setLevel(level)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(
        args.exc_type, args.exc_value, args.exc_traceback
    )


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
    if record.name.partition(".")[0] not in _OWN:
        event["event"] = f"a library reports from {record.filename}:{record.lineno}"
    elif not isinstance(record.msg, str):
        event["event"] = _WITHHELD  # such as an exception, which may quote somebody
    return event


def _uncaught(
    kind: type[BaseException],
    fault: BaseException | None,
    _trace: TracebackType | None,
) -> None:
    """Say of what nobody caught where it came from, and none of its words."""
    if fault is None or issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    log.critical("nobody caught a fault", extra={"fault": told_fault(fault)})
