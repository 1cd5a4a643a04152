"""When a mentor is reminded of their training hours: once each half-term at most (R6).

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025,
"Mentor training" and "Time off timetable for training and mentoring activities".
"""

from datetime import date, time

from bot.domain.calendars.half_terms import halves
from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.entitlement.training import Ledger
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Member
from bot.domain.reminders.nudges import Nudge, NudgeKind

_MORNING = time(8, 15)


def training_pace(
    calendar: SchoolCalendar, mentor: Member, ledger: Ledger, *, on: date
) -> Nudge | None:
    """Remind a mentor who is more than two hours behind an even pace (R6).

    Where that hangs on a beginning that is assumed, they are asked about it instead.
    On the first school day of the half-term's last week but one, so that something can
    still be done about it; pointless once the half-term is over.
    """
    half = next((half for half in halves(calendar) if on in half), None)
    if half is None or not (ledger.is_behind or ledger.is_to_be_asked):
        return None
    weeks = calendar.school_weeks(half.first, half.last)
    if not weeks or on < weeks[-2:][0].school_days[0]:
        return None
    return Nudge(
        key=f"training:{mentor.person}:{half.first.isoformat()}",
        kind=NudgeKind.TRAINING,
        school=mentor.school,
        reader=mentor.person,
        subject=about_training(mentor.person),
        not_before=calendar.moment(weeks[-2:][0].school_days[0], _MORNING),
        not_after=calendar.moment(
            weeks[-1].school_days[-1], calendar.school.contact_ends
        ),
    )


def about_training(person: PersonId) -> str:
    """Name what reminders of a mentor's training are about."""
    return f"training|{person}"
