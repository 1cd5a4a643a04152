"""What every unit of work at a school stands on; each capability adds its own."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.record import SchoolId
from bot.ports.store import Records


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """The records of one transaction, at one school and one moment."""

    records: Records
    calendar: SchoolCalendar
    now: datetime  # one for all that is kept: what goes together is found by it

    @property
    def school(self) -> SchoolId:
        """The school's id."""
        return self.calendar.school.id

    @property
    def today(self) -> date:
        """The date at the school."""
        return self.calendar.day_of(self.now)
