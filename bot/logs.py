"""Set the log up: everything goes to stderr, uncaught faults too.

What a line may hold is `log_lines.py`'s to say. JSON where nobody is looking on, else
one line to read.
"""

import logging
import sys
import threading
from types import TracebackType

from bot.usecases.kernel.faults import told_fault

_TALKATIVE = ("bot", "handlers", "scheduler")  # what else speaks must have cause

log = logging.getLogger(__name__)


def set_up(*, level: int = logging.INFO, as_json: bool | None = None) -> None:
    """Have everything that is logged written to stderr; again changes how."""
    if as_json is None:
        as_json = not sys.stderr.isatty()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_WhenNeeded(as_json=as_json))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(level)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(
        args.exc_type, args.exc_value, args.exc_traceback
    )


class _WhenNeeded(logging.Formatter):
    """Loads what makes the lines with the first of them: most starts have none."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json
        self._lines: logging.Formatter | None = None

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for a record."""
        if self._lines is None:
            from bot.log_lines import formatter  # noqa: PLC0415 - see above

            self._lines = formatter(as_json=self._as_json)
        return self._lines.format(record)


def _uncaught(
    kind: type[BaseException],
    fault: BaseException | None,
    _trace: TracebackType | None,
) -> None:
    """Say of what nobody caught where it came from, and none of its words."""
    if fault is None or issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    log.critical("nobody caught a fault", extra={"fault": told_fault(fault)})
