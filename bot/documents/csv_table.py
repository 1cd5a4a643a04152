"""CSV as spreadsheets know it, in which no cell is run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What a spreadsheet would take for the beginning of a formula, in full width too, as
# East Asian ones do (OWASP, CSV injection).
_FORMULA = re.compile(r"^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def written(lines: Iterable[Sequence[str]]) -> bytes:
    """Write a table, with a mark at its start so that Excel reads it as UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([neutral(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def neutral(cell: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
