"""Asking an induction tutor to see to what an absence or a departure calls for.

Source: *Induction for early career teachers (England)*, 2.62 to 2.63, 3.6 and 5.4. The
bot reminds; it tells nobody outside the school, and keeps counts of days alone.
"""

from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.people.induction import induction_year, tells_appropriate_body
from bot.domain.people.pairings import Induction
from bot.ports.bundle import Ports
from bot.ports.kinds import INDUCTIONS
from bot.ports.store import Reading
from bot.results.people.pages import InductionPrompt
from bot.usecases.kernel.lookup import calendar_of, member
from bot.usecases.outbox.notices import tell
from bot.usecases.people.roster_writing import RosterWork


def prompt_tutor(work: RosterWork, induction: Induction) -> None:
    """Tell an ECT's induction tutor, in their working hours."""
    place = member(work.records, work.school, induction.tutor)
    tell(
        work.records,
        NoticeKind.INDUCTION_PROMPT,
        reader=induction.tutor,
        subject=f"{work.school}|{induction.ect}",
        school=work.school,
        not_before=work.calendar.next_contact(work.now, place),
    )


def induction_prompt(
    ports: Ports, records: Reading, notice: Notice
) -> InductionPrompt | None:
    """Gather what an induction tutor is asked to see to now."""
    school, _, ect = notice.subject.partition("|")
    induction = records.get(INDUCTIONS, f"{school}/{ect}")
    if induction is None:
        return None
    calendar = calendar_of(ports, records, SchoolId(school))
    year = induction_year(induction, calendar, calendar.day_of(ports.clock.now()))
    tells = tells_appropriate_body(induction, year)
    return InductionPrompt(
        ect=member(records, SchoolId(school), PersonId(ect)).name,
        leaves_on=induction.leaves_on,
        days_absent=induction.days_absent[year - 1] if tells else 0,
        year=year,
        contact=induction.contact,
        over=induction.leaves_on is None and not tells,
    )
