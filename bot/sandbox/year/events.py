"""What happens to the made-up staff: absences, too much on, a new mentor, a concern."""

from datetime import date, time, timedelta
from functools import partial

import msgspec

from bot.domain.calendars.school_calendar import SchoolWeek
from bot.domain.concerns.records import Topic
from bot.domain.kernel.record import PairingId, PersonId
from bot.domain.people.member import Role
from bot.domain.reminders.nudges import NudgeKind
from bot.domain.reminders.preferences import Level
from bot.domain.school.profile import DateSpan
from bot.domain.sessions.missed import Why
from bot.ports.kinds import (
    MEMBERS,
    MEMBERS_OF_SCHOOL,
    PAIRINGS,
    PAIRINGS_OF_SCHOOL,
    SESSIONS_PLANNED,
)
from bot.sandbox.year import habits
from bot.sandbox.year.life import Life
from bot.sandbox.year.mentors import call_off, settle_in
from bot.usecases.concerns.raising import ConcernDraft, review_concern, send_concern
from bot.usecases.reminders.nudge_preferences import set_levels

_DAY = timedelta(days=1)
_SPELLS = 2  # a year in which a mentor has too much on
_AWAY_DAYS = {Role.MENTOR: (4, 8), Role.ECT: (5, 10), Role.INDUCTION_TUTOR: (2, 3)}
_MORNING = time(7, 30)


def foresee(life: Life, weeks: list[SchoolWeek]) -> None:
    """Note what is going to happen this year; *weeks* are its school weeks."""
    pairings = life.look(lambda r: list(r.find(PAIRINGS_OF_SCHOOL, life.school)))
    for pairing in pairings if weeks else ():
        settle_in(life, pairing.id, weeks)
        life.swamped[pairing.id] = [_spell(life, weeks) for _ in range(_SPELLS)]
    if not pairings or not weeks:
        return
    amid = weeks[len(weeks) // 8 : -(len(weeks) // 8) or None]
    for role, (least, most) in _AWAY_DAYS.items():
        person = life.chance.one_of(_people(life, role))
        begins = life.chance.one_of([day for week in amid for day in week.school_days])
        number = life.chance.whole(least, most)
        ends = life.calendar.school_day_after(begins, number - 1)
        _note(life, begins, partial(_go_away, life, person, begins, ends))
    for role in (Role.MENTOR, Role.ECT):
        person = life.chance.one_of(_people(life, role))
        _note(life, weeks[0].school_days[0], partial(_ask_hour_before, life, person))
    ect = life.chance.one_of(_people(life, Role.ECT))
    _note(life, life.chance.one_of(amid).monday, partial(_worry, life, ect))


def change_mentor(
    life: Life, old_id: PairingId, to: PersonId, weeks: list[SchoolWeek]
) -> None:
    """Have an ECT's mentoring pass to somebody else in the first of *weeks*."""
    _note(life, weeks[0].monday, partial(_hand_over, life, old_id, to, weeks))


def _note(life: Life, day: date, act: partial[None]) -> None:
    life.agenda.note(life.calendar.moment(day, _MORNING), act)


def _people(life: Life, role: Role) -> list[PersonId]:
    members = life.look(lambda r: list(r.find(MEMBERS_OF_SCHOOL, life.school)))
    return [member.person for member in members if role in member.roles]


def _spell(life: Life, weeks: list[SchoolWeek]) -> DateSpan:
    first = life.chance.whole(0, max(0, len(weeks) - 6))
    last = min(first + life.chance.whole(3, 5), len(weeks) - 1)
    return DateSpan(first=weeks[first].monday, last=weeks[last].school_days[-1])


def _go_away(life: Life, person: PersonId, begins: date, ends: date) -> None:
    """Have somebody be away; who mentors calls off most of what was planned."""
    with life.ports.store.transaction(life.team) as records:
        place = records.get(MEMBERS, f"{life.school}/{person}")
        if place is None:
            return
        away = (*place.away, DateSpan(first=begins, last=max(begins, ends)))
        records.put(MEMBERS, msgspec.structs.replace(place, away=away))
    calendar = life.calendar
    coming = life.look(
        lambda r: list(
            r.find(
                SESSIONS_PLANNED,
                life.school,
                at_least=life.now,
                below=calendar.moment(ends + _DAY, time()),
            )
        )
    )
    for session in coming:
        theirs = person in (session.mentor, session.ect)
        if theirs and life.chance.of(habits.CALLS_OFF_WHEN_AWAY):
            life.agenda.note(
                life.now + life.chance.hours(0.1, 5),
                partial(call_off, life, session.id, Why.AWAY),
            )


def _ask_hour_before(life: Life, person: PersonId) -> None:
    set_levels(life.ports, life.actor(person), {NudgeKind.HOUR_BEFORE: Level.ON})
    life.hour_before.add(person)


def _worry(life: Life, ect: PersonId) -> None:
    """Raise a concern, which its reader leaves lying."""
    draft = ConcernDraft(
        school=life.school,
        role=Role.ECT,
        topic=Topic.TRAINING,
        about=frozenset(),
        words="There is never time for the training.",
    )
    review = life.attempt(lambda: review_concern(life.ports, life.actor(ect), draft))
    if review is not None and review.routes:
        life.attempt(
            lambda: send_concern(
                life.ports,
                life.actor(ect),
                draft,
                reader=review.routes[0].route.reader,
                pass_on=True,
                delivery=life.delivery(),
            )
        )


def _hand_over(
    life: Life, old_id: PairingId, to: PersonId, weeks: list[SchoolWeek]
) -> None:
    today = life.today
    with life.ports.store.transaction(life.team) as records:
        old = records.get(PAIRINGS, old_id)
        if old is None or old.mentor == to:
            return
        records.put(PAIRINGS, msgspec.structs.replace(old, ends_on=today - _DAY))
        new = msgspec.structs.replace(
            old, id=PairingId(f"{old_id}-then"), mentor=to, begins_on=today, usual=None
        )
        records.put(PAIRINGS, new)
    coming = life.look(
        lambda r: list(r.find(SESSIONS_PLANNED, life.school, at_least=life.now))
    )
    for session in coming:
        if session.pairing == old_id:
            call_off(life, session.id, Why.AGREED)
    settle_in(life, new.id, weeks)
