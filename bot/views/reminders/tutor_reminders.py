"""What induction tutors are reminded of: the weeks, a gap, a review that is coming."""

from slack_sdk.models.blocks import Block

from bot.domain.kernel.formatting import format_count, format_day, format_list
from bot.domain.sessions.missed import Why
from bot.domain.sessions.records import TimeClass
from bot.results.reminders.nudges import NudgeShown, PairingWeek
from bot.results.sessions.cards import SessionFacts
from bot.views.entitlement.time_off import lost_line
from bot.views.entitlement.training import pace_lines
from bot.views.kernel import ids
from bot.views.kernel.message import Piece, button, button_row
from bot.views.kernel.text import escape
from bot.views.sessions.formatting import format_when

_WHY_OF_THEM = {  # as the induction tutor reads it
    Why.TIME_TAKEN: "the time was taken for something else",
    Why.AWAY: "one of them was away",
    Why.EVENT: "a school event, trip or exam",
    Why.AGREED: "they agreed to leave it out",
    Why.OTHER: "for another reason",
}
Drawn = list[Piece]


def week_ahead(shown: NudgeShown) -> Drawn:
    """Draw what each pairing has planned for the week that begins."""
    lines = ["*The week ahead*"]
    for week in shown.week:
        coming = [*week.held, *week.planned]
        said = format_list([_when_and_where(facts) for facts in coming])
        none = "nothing planned yet" if week.is_owed else "none expected this week"
        lines.append(f"• {_pair(week)}: {said or none}")
    return ["\n".join(lines), _details(shown)]


def gap(shown: NudgeShown) -> Drawn:
    """Draw that expected sessions running were not logged: a reason to ask (R7)."""
    # Not of a mentor who took over since: some of these were not theirs to hold.
    pair = " and ".join(escape(one) for one in (shown.mentor, shown.ect) if one)
    if shown.is_over:
        return [f"{pair}: they have met since, or gave a reason."]
    missed = format_count(shown.missed, "expected session")
    lines = [
        f"*{pair}: the last {missed} are not logged*",
        "That is a reason to ask, not a finding: do they get the time for it?",
    ]
    return ["\n".join(lines)]


def review(shown: NudgeShown) -> Drawn:
    """Draw that a review comes, by the date that the school entered."""
    due = format_day(shown.due_on, today=shown.today) if shown.due_on else ""
    if shown.is_over:
        return [f"No review of {escape(shown.ect)} is due on {due} any more."]
    lines = [
        f"*A review of {escape(shown.ect)} is due on {due}*",
        "The date is the one that your school entered. I keep nothing of the review.",
    ]
    return ["\n".join(lines)]


def digest(shown: NudgeShown) -> Drawn:
    """Draw how the week went with each pairing, and what stood out."""
    lines = ["*This week*"]
    lines += [f"• {_pair(week)}: {_week_line(week)}" for week in shown.week]
    if shown.open_flags:
        waiting = format_count(shown.open_flags, "session")
        lines.append(f"Waiting for your answer: {waiting} outside teaching hours.")
    for who, days in shown.often_outside:
        said = format_list([format_day(day) for day in days])
        lines.append(f"Outside teaching hours this half-term: {escape(who)}, {said}.")
    lost = lost_line(shown.time_lost)
    lines += [*([lost] if lost is not None else []), *pace_lines(shown.training)]
    return ["\n".join(lines), _details(shown)]


def _week_line(week: PairingWeek) -> str:
    line = _met_or_not(week)
    if week.disputed:
        days = format_list([format_day(day) for day in week.disputed])
        line += f"; the two remember {days} differently, please talk with both"
    if week.drop_ins:
        line += (
            f"; drop-in on {format_list([format_day(day) for day in week.drop_ins])}"
        )
    return line


def _met_or_not(week: PairingWeek) -> str:
    if week.held:
        return f"met {format_list([_when_and_where(facts) for facts in week.held])}"
    if week.missed:
        return f"no session ({format_list([_WHY_OF_THEM[why] for why in week.missed])})"
    if week.planned:
        said = format_list([_when_and_where(facts) for facts in week.planned])
        return f"planned {said}, not logged yet"
    if week.is_owed:
        return "nothing logged or planned, and no reason given yet"
    return "none expected this week"


def _when_and_where(facts: SessionFacts) -> str:
    outside = facts.session.time_class is not TimeClass.TEACHING
    return f"{format_when(facts)}{' (outside teaching hours)' if outside else ''}"


def _pair(week: PairingWeek) -> str:
    return f"{escape(week.mentor)} with {escape(week.ect)}"


def _details(shown: NudgeShown) -> list[Block]:
    everyone = button("Where everyone stands", ids.DETAILS, "all")
    return button_row(f"details-{shown.nudge.kind.value}", everyone)
