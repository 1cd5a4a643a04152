"""What follows a change of who is whose induction tutor, or of who is one at all."""

from collections.abc import Sequence

import msgspec

from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction
from bot.domain.people.roster_acts import Entry, Image
from bot.domain.reminders.nudges import about_review
from bot.ports.kinds import NUDGES_ABOUT, PAIRINGS_OF_ECT
from bot.usecases.kernel.lookup import member
from bot.usecases.outbox.notices import renew
from bot.usecases.people.roster_writing import RosterFollowUp
from bot.usecases.sessions.flag_writing import hand_on_all_flags, hand_on_flags


def follow_tutors(work: RosterFollowUp, images: Sequence[Image]) -> None:
    """Have flags and messages follow who is a tutor now, of whom and of what."""
    for image in images:
        if image.entry is Entry.INDUCTION and image.before and image.after:
            before = msgspec.json.decode(image.before, type=Induction)
            after = msgspec.json.decode(image.after, type=Induction)
            if before.tutor != after.tutor:
                _follow_tutor(work, before, after)
            for due_on in {*before.reviews} ^ {*after.reviews}:
                _renew_reminders(work, about_review(after.ect, due_on))
    for image in images:
        if image.entry is Entry.MEMBER and image.before:
            _follow_role(work, msgspec.json.decode(image.before, type=Member))


def _renew_reminders(work: RosterFollowUp, subject: str) -> None:
    for nudge in work.records.find(NUDGES_ABOUT, subject):
        if nudge.round is not None:
            renew(work.records, nudge.round)


def _follow_tutor(work: RosterFollowUp, before: Induction, after: Induction) -> None:
    # Whether a mentor sees earlier notes hangs on it as well.
    for pairing in work.records.find(PAIRINGS_OF_ECT, after.ect):
        renew(work.records, pairing.id)
    hand_on_flags(
        work.records,
        work.calendar,
        after.ect,
        before=before.tutor,
        tutor=after.tutor,
        now=work.now,
    )


def _follow_role(work: RosterFollowUp, before: Member) -> None:
    after = member(work.records, before.school, before.person)
    if Role.INDUCTION_TUTOR in before.roles - after.roles:
        hand_on_all_flags(
            work.records, work.calendar, before=before.person, now=work.now
        )
