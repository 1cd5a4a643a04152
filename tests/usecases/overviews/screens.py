"""The numbers that each screen shows of one ECT, read from the screen's own result."""

from dataclasses import dataclass

from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.overviews.ect_state import EctState
from bot.domain.overviews.ect_table import EctRow, TableView
from bot.domain.overviews.periods import Period
from bot.domain.people.member import Role
from bot.results.overviews.reports import EctReport, ReportWish
from bot.results.overviews.status import PairingStatus
from bot.usecases.overviews.home import home_tab
from bot.usecases.overviews.reports import report
from bot.usecases.overviews.status import status
from tests.usecases.two_schools import EWA, OAKFIELD, RUTH, Town


@dataclass(frozen=True)
class Screens:
    """One ECT as their induction tutor is shown them, screen by screen."""

    town: Town
    ect: PersonId = EWA
    tutor: PersonId = RUTH
    school: SchoolId = OAKFIELD

    @property
    def row(self) -> EctRow:
        """The row in the table of the Home tab."""
        home = home_tab(self.town.ports, self.town.actor(self.tutor), TableView())
        assert home.as_tutor is not None
        (row,) = (one for one in home.as_tutor.page.rows if one.ect == self.ect)
        return row

    def state(self) -> EctState:
        return self.row.state

    @property
    def status(self) -> PairingStatus:
        """What `/ect status` says."""
        name = self.row.name
        schools = status(self.town.ports, self.town.actor(self.tutor))
        shown = [one for school in schools for one in school.as_tutor or ()]
        return next(one for one in shown if one.ect == name)

    def report(
        self,
        reader: PersonId | None = None,
        hat: Role = Role.INDUCTION_TUTOR,
        period: Period = Period.YEAR,
    ) -> EctReport:
        """Return the row of a report, the tutor's or another reader's."""
        actor = self.town.actor(reader or self.tutor)
        wish = ReportWish(self.school, hat, period, self.ect)
        return report(self.town.ports, actor, wish).ects[0]
