"""One person as mentor and induction tutor of one ECT: asked for, and agreed (R5).

*Induction for early career teachers (England)*, 2.45: in exceptional circumstances
alone, and the headteacher puts safeguards in place. Agreeing changes nobody's mentor:
whoever asked then enters it.
"""

from dataclasses import dataclass

import msgspec

from bot.domain.kernel.access import Action, Subject, is_allowed, standings
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Refusal, Stale, Unfit
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.people.member import Role
from bot.domain.people.pairings import EXCEPTIONAL_REASONS_FOR_BOTH, BothRoles
from bot.domain.people.roster import Roster, Wrong, new_faults
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import BOTH_ROLES
from bot.ports.store import Reading
from bot.results.people.pages import BothRolesCard
from bot.usecases.kernel.lookup import calendar_of, member
from bot.usecases.outbox.notices import renew, tell
from bot.usecases.people.roster_writing import (
    RosterWork,
    note,
    place_to,
    roster_of,
    roster_work,
)


class NeedsAgreement(Refusal):
    """One person would be mentor and induction tutor of an ECT: why, is asked first."""

    def __init__(self, sentence: str, person: PersonId) -> None:
        super().__init__(sentence)
        self.person = person


@dataclass(frozen=True, slots=True)
class BothRolesAsk:
    """Who is to be both to whom, and the reason from the list."""

    school: SchoolId
    ect: PersonId
    person: PersonId
    reason: str


def allowed_both(before: Roster, after: Roster, ect: PersonId) -> None:
    """Raise NeedsAgreement where a change joins both roles and nobody has agreed."""
    for fault in new_faults(before, after):
        if fault.wrong is Wrong.BOTH_ROLES and fault.about == ect and fault.other:
            raise NeedsAgreement(
                f"{after.name(fault.other)} would be mentor and induction tutor of "
                f"{after.name(ect)}. A mentor does not assess, so please name two "
                "people. Only in exceptional circumstances can the headteacher agree.",
                fault.other,
            )


def ask_for_both(ports: Ports, actor: Actor, asked: BothRolesAsk) -> BothRolesCard:
    """Ask the headteacher; a headteacher who asks has agreed.

    Raises NotAllowed, Unfit without a reason from the list, and Refusal where there is
    no headteacher to ask.
    """
    with ports.store.transaction(actor.team) as records:
        work = roster_work(ports, records, actor, asked.school)
        if asked.reason not in EXCEPTIONAL_REASONS_FOR_BOTH:
            raise Unfit("Please pick a reason from the list.", field=Field.REASON)
        both = BothRoles(
            school=asked.school,
            ect=asked.ect,
            person=asked.person,
            reason=asked.reason,
            asked_by=actor.person,
            asked_on=work.roster.today,
        )
        heads = [m for m in work.roster.members.values() if Role.HEADTEACHER in m.roles]
        if actor.person in {head.person for head in heads}:
            return _answer(work, both, agrees=True)
        if not heads:
            raise Refusal(
                "Nobody is down as headteacher, so nobody can agree. Add the "
                "headteacher in `/ect people` first."
            )
        records.put(BOTH_ROLES, both)
        note(work, Event.BOTH_ROLES_ASKED, asked.ect, _facts(work.roster, both))
        for head in heads:
            _tell(work, both, head.person)
        return _card(work.roster, both, for_head=False)


def answer_both(ports: Ports, actor: Actor, key: str, *, agrees: bool) -> BothRolesCard:
    """Keep the headteacher's answer, and tell whoever asked.

    Raises NotAllowed and Stale.
    """
    with ports.store.transaction(actor.team) as records:
        both = records.get(BOTH_ROLES, key)
        school = both.school if both else None
        place_to(records, actor.person, Action.AGREE_TO_BOTH_ROLES, school)
        if both is None:
            raise Stale("That question is no longer there.")
        work = roster_work(ports, records, actor, both.school)
        if both.agreed_by is not None or both.declined:
            raise Stale("This has been answered already.")
        card = _answer(work, both, agrees=agrees)
        _tell(work, both, both.asked_by)
        renew(records, _subject(both))
        return card


def both_roles_card(
    ports: Ports, records: Reading, notice: Notice
) -> BothRolesCard | None:
    """Gather what the message about both roles shows now."""
    both = records.get(BOTH_ROLES, notice.subject)
    if both is None:
        return None
    calendar = calendar_of(ports, records, both.school)
    roster = roster_of(records, calendar, ports.clock.now())
    reader = member(records, both.school, notice.reader)
    standing = standings(notice.reader, [reader], Subject())
    for_head = is_allowed(Action.AGREE_TO_BOTH_ROLES, standing)
    return _card(roster, both, for_head=for_head)


def _answer(work: RosterWork, both: BothRoles, *, agrees: bool) -> BothRolesCard:
    answered = (
        msgspec.structs.replace(
            both, agreed_by=work.actor.person, agreed_on=work.roster.today
        )
        if agrees
        else msgspec.structs.replace(both, declined=True)
    )
    work.records.put(BOTH_ROLES, answered)
    did = Event.BOTH_ROLES_AGREED if agrees else Event.BOTH_ROLES_DECLINED
    note(work, did, both.ect, _facts(work.roster, both))
    return _card(work.roster, answered, for_head=True)


def _tell(work: RosterWork, both: BothRoles, reader: PersonId) -> None:
    place = member(work.records, work.school, reader)
    tell(
        work.records,
        NoticeKind.BOTH_ROLES_ASKED,
        reader=reader,
        subject=_subject(both),
        school=work.school,
        not_before=work.calendar.next_contact(work.now, place),
    )


def _card(roster: Roster, both: BothRoles, *, for_head: bool) -> BothRolesCard:
    return BothRolesCard(
        key=_subject(both),
        ect=roster.name(both.ect),
        person=roster.name(both.person),
        reason=both.reason,
        asked_by=roster.name(both.asked_by),
        agreed_by=roster.name(both.agreed_by) if both.agreed_by else None,
        declined=both.declined,
        for_head=for_head,
    )


def _facts(roster: Roster, both: BothRoles) -> str:
    return f"{roster.name(both.person)}: {both.reason}"


def _subject(both: BothRoles) -> str:
    return BOTH_ROLES.key(both)
