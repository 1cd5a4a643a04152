"""A table to be read at a terminal: as many columns as fit side by side."""

from collections.abc import Mapping, Sequence

_WIDEST = 30  # what is longer is cut short
_GAP = "  "


def text_table(
    columns: Mapping[str, Sequence[str]], width: int
) -> tuple[list[str], list[str]]:
    """Return the lines, and the names of the columns that did not fit.

    *columns* are lists of cells by heading, the most telling first.
    """
    shown: list[list[str]] = []
    left_out: list[str] = []
    used = 0
    for name, cells in columns.items():
        whole = [_short(cell) for cell in (name, *cells)]
        wide = max(len(cell) for cell in whole)
        whole.insert(1, "-" * wide)
        if shown and used + len(_GAP) + wide > width:
            left_out.append(name)
            continue
        used += (len(_GAP) if shown else 0) + wide
        shown.append([cell.ljust(wide) for cell in whole])
    lines = [_GAP.join(cells).rstrip() for cells in zip(*shown, strict=True)]
    return lines, left_out


def _short(cell: str) -> str:
    return cell if len(cell) <= _WIDEST else f"{cell[: _WIDEST - 1]}…"
