"""What made-up mentors note of their training: some at first, and then too little."""

from datetime import time
from functools import partial

from bot.domain.calendars.school_calendar import SchoolWeek
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role
from bot.ports.kinds import MEMBERS_OF_SCHOOL
from bot.sandbox.year import habits
from bot.sandbox.year.life import Life
from bot.usecases.entitlement.training import note_training

_AFTERNOON = time(16)


def train(life: Life, weeks: list[SchoolWeek]) -> None:
    """Have each mentor note training in the first of *weeks*, and in some after it."""
    members = life.look(lambda r: list(r.find(MEMBERS_OF_SCHOOL, life.school)))
    mentors = [one.person for one in members if Role.MENTOR in one.roles]
    for mentor in mentors:
        for number, week in enumerate(weeks):
            if number == 0 or life.chance.of(habits.TRAINS_A_WEEK):
                at = life.calendar.moment(week.school_days[-1], _AFTERNOON)
                life.agenda.note(at, partial(note_some, life, mentor))


def note_some(life: Life, mentor: PersonId) -> None:
    """Note half an hour to an hour and a half of training today."""
    minutes = 15 * life.chance.whole(2, 6)
    life.attempt(
        lambda: note_training(
            life.ports,
            life.actor(mentor),
            day=life.today,
            minutes=minutes,
            delivery=life.delivery(),
        )
    )
