"""Being away for longer: from one day to another, or with no end yet; never why."""

from dataclasses import replace
from datetime import date, timedelta

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Refusal, Unfit
from bot.domain.kernel.formatting import format_day
from bot.domain.kernel.record import PersonId
from bot.domain.people.induction import induction_year
from bot.domain.people.member import NO_END_YET, Member
from bot.domain.people.pairings import Induction
from bot.domain.people.roster import Roster
from bot.domain.school.profile import DateSpan

_DAY = timedelta(days=1)
_FAR = timedelta(days=2 * 366)


def absence_of(member: Member, today: date) -> DateSpan | None:
    """Return the absence that runs, or else the next one that is entered."""
    ahead = [span for span in member.away if span.last >= today]
    return min(ahead, key=lambda span: span.first, default=None)


def with_away(
    roster: Roster, person: PersonId, first: date, last: date | None
) -> Roster:
    """Have somebody away for some days, in the place of an absence that is not over.

    Raises Unfit.
    """
    member = _of(roster, person)
    _require_near(roster, first, Field.DAY)
    if last is not None:
        _require_near(roster, last, Field.UNTIL)
        if last < first:
            raise Unfit(
                "The last day away is before the first. Please check both days.",
                field=Field.UNTIL,
            )
    new = DateSpan(first=first, last=last or NO_END_YET)
    old = absence_of(member, roster.today)
    others = [span for span in member.away if span != old]
    for span in others:
        if span.first <= new.last and new.first <= span.last:
            raise Unfit(
                f"They are down as away {format_away(span, today=roster.today)} as "
                "well. Please give days that do not overlap.",
                field=Field.DAY,
            )
    return _with(roster, member, [*others, new])


def with_return(roster: Roster, person: PersonId, back_on: date) -> Roster:
    """Have an absence end the day before somebody is back, or not be at all.

    Raises Unfit, and Refusal where there is no absence to end.
    """
    member = _of(roster, person)
    _require_near(roster, back_on, Field.DAY)
    old = absence_of(member, roster.today)
    if old is None:
        raise Refusal(f"{member.name} is not down as away, so nothing was changed.")
    others = [span for span in member.away if span != old]
    if any(back_on in span for span in others):
        raise Unfit(
            "They are down as away on that day as well. Please give another day.",
            field=Field.DAY,
        )
    if back_on > old.first:
        others.append(DateSpan(first=old.first, last=back_on - _DAY))
    return _with(roster, member, others)


def format_away(span: DateSpan, *, today: date) -> str:
    """Say from when to when somebody is away."""
    begins = f"from {format_day(span.first, today=today)}"
    if span.last == NO_END_YET:
        return f"{begins}, with no end yet"
    return f"{begins} to {format_day(span.last, today=today)}"


def days_away(
    member: Member, induction: Induction, calendar: SchoolCalendar, today: date
) -> int:
    """Count the working days away in this year of induction, up to today.

    Shown beside the number of days absent that a person enters, which alone counts:
    some kinds of leave do not (*Induction for early career teachers (England)*, 3.6).
    """
    usual = msgspec.structs.replace(member, away=())
    year = induction_year(induction, calendar, today)
    return sum(
        member.is_away_on(day)
        and calendar.works_on(usual, day)
        and induction_year(induction, calendar, day) == year
        for week in calendar.school_weeks(induction.counted_from, today)
        for day in week.school_days
    )


def _of(roster: Roster, person: PersonId) -> Member:
    member = roster.members.get(person)
    if member is None:
        raise Refusal("They are not in the list any more, so nothing was changed.")
    return member


def _with(roster: Roster, member: Member, away: list[DateSpan]) -> Roster:
    in_order = tuple(sorted(away, key=lambda span: span.first))
    changed = msgspec.structs.replace(member, away=in_order)
    return replace(roster, members={**roster.members, member.person: changed})


def _require_near(roster: Roster, day: date, field: Field) -> None:
    if not roster.today - _FAR <= day <= roster.today + _FAR:
        raise Unfit(
            f"{day:%d/%m/%Y} is too far from today. Please check the year.", field=field
        )
