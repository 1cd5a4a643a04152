"""Saying where a fault came from, and none of what people wrote."""

import traceback


def told_fault(fault: BaseException) -> str:
    """Return the type of a fault and the lines it came through, innermost first."""
    frames = traceback.extract_tb(fault.__traceback__)[-4:]
    where = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(fault).__name__} at {where}"
