"""How often a part-time ECT is to be met, and how that is said (R7).

Their induction takes longer and has as many sessions in all, so that 0.6 of weekly is
three in five weeks: about one in two. Guidance states no number for them.
"""


def weeks_pro_rata(weeks_per_session: int, full_time_equivalent: float) -> int:
    """Return in about how many weeks a session is to be expected."""
    return max(weeks_per_session, round(weeks_per_session / full_time_equivalent))


def format_rhythm(weeks_per_session: int, full_time_equivalent: float) -> str:
    """Say how often two mean to meet, and about how often that is part-time."""
    often = _said_every(weeks_per_session)
    if full_time_equivalent == 1:
        return often
    about = _said_every(weeks_pro_rata(weeks_per_session, full_time_equivalent))
    return f"{often}, pro rata for part-time ({full_time_equivalent:g}): about {about}"


def _said_every(weeks: int) -> str:
    return "weekly" if weeks == 1 else f"every {weeks} weeks"
