"""Delivering notices: claim, draw, send, mark; each shown once however often tried."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from bot.domain.kernel.record import TeamId
from bot.domain.outbox.notices import (
    CANNOT_BE_DRAWN,
    CLAIM_LEASE,
    Notice,
    NoticeKind,
    Way,
    retry_delay,
)
from bot.ports.bundle import Ports
from bot.ports.kinds import MEMBERS, NOTICES, NOTICES_TO_SEND, SCHOOLS
from bot.ports.messenger import NotSent, Posted
from bot.ports.store import Records
from bot.usecases.delivery.notice_content import content_of
from bot.usecases.kernel.batches import each_in_turn, in_any_order, is_nobodys_own
from bot.usecases.kernel.faults import told_fault
from bot.usecases.kernel.lookup import calendar_of
from bot.usecases.outbox.restoring import may_have_been_sent, restored_at
from bot.usecases.outbox.telling_admins import tell_who_sees_to
from bot.usecases.people.first_heard import held_for_start, introduce, is_introduced

log = logging.getLogger(__name__)

_TRIES_TO_DRAW = 3
_GIVEN_UP = "a message was given up"
TOO_LATE = "too_late"  # our own reason for giving up, beside Slack's codes
# What Slack says of a message that is gone, or too old to be changed. Its reader is
# there all the same, and what they have is the last of it.
_STAYS_AS_IT_IS = frozenset(
    {"cant_update_message", "edit_window_closed", "message_not_found"}
)


def deliver_due(ports: Ports, *, go_on: Callable[[], bool] = lambda: True) -> int:
    """Send or renew every message that is due; return how many Slack took.

    Those about concerns are not among them: the number is shown to whoever watches.
    *go_on* is asked before each one, so that the message in hand is always finished.
    """
    just_after = ports.clock.now() + CLAIM_LEASE.resolution
    restored = restored_at(ports)
    due = in_any_order(ports.store.teams_with(NOTICES_TO_SEND, below=just_after))
    return each_in_turn(due, lambda team: _deliver_team(ports, team, restored, go_on))


def _deliver_team(
    ports: Ports, team: TeamId, restored: datetime | None, go_on: Callable[[], bool]
) -> int:
    """Send what is due in one workspace: each is marked as the next is taken up.

    In one unit of work, since those of a workspace take turns: of two processes one
    waits for the other half as often.
    """
    sent, shown = 0, None
    while True:
        goes_on = go_on()
        if not goes_on and shown is None:
            return sent
        with ports.store.transaction(team) as records:
            if shown is not None:
                _mark_shown(ports, records, shown)
            notice = _claim_next(ports, records, restored) if goes_on else None
        if notice is None:
            return sent
        shown = _deliver(ports, team, notice)
        sent += shown is not None and not notice.kind.is_about_concern


@dataclass(frozen=True, slots=True)
class _Shown:
    notice: Notice
    posted: Posted | None  # None: what it was about has gone, and nobody was told


def _claim_next(
    ports: Ports, records: Records, restored: datetime | None
) -> Notice | None:
    """Take up one due notice, so that no other process does the same meanwhile."""
    now = ports.clock.now()
    due = records.first(NOTICES_TO_SEND, below=now + CLAIM_LEASE.resolution)
    if due is None:
        return None
    claimed = msgspec.structs.replace(
        due, claimed_until=now + CLAIM_LEASE, tries=due.tries + 1
    )
    records.put(
        NOTICES, msgspec.structs.replace(claimed, may_be_posted=claimed.ts is None)
    )
    may_be = due.may_be_posted or (
        due.ts is None and may_have_been_sent(due.not_before, restored)
    )
    return msgspec.structs.replace(claimed, may_be_posted=may_be)


def _deliver(ports: Ports, team: TeamId, notice: Notice) -> _Shown | None:
    """Show one message; None where it was not, which is recorded then."""
    try:
        return _deliver_now(ports, team, notice)
    except NotSent as fault:
        if notice.ts is not None and fault.code in _STAYS_AS_IT_IS:
            return _Shown(notice, _standing(notice))
        _mark_unsent(ports, team, notice, fault)
    except Exception as fault:
        if is_nobodys_own(fault):
            raise  # no message can be shown now, and this one is not at fault
        _mark_unsent(ports, team, notice, _not_drawn(ports, team, notice, fault))
    return None


def _not_drawn(ports: Ports, team: TeamId, notice: Notice, fault: Exception) -> NotSent:
    """Note a fault of the bot's own in a message, and say whether to try it again."""
    told = {"fault": told_fault(fault), "team": team, "reference": ports.new_id()}
    log.error("a message could not be drawn", extra=told)
    last_try = notice.tries >= _TRIES_TO_DRAW
    return NotSent(CANNOT_BE_DRAWN, for_good=last_try, unknown=True)


def _deliver_now(ports: Ports, team: TeamId, notice: Notice) -> _Shown | None:
    late = notice.not_after is not None and ports.clock.now() >= notice.not_after
    if late and notice.ts is None and not notice.may_be_posted:
        raise NotSent(TOO_LATE, for_good=True)
    opens = _opens(ports, team, notice)
    if opens is not None:
        _hold(ports, team, notice, opens)
        return None
    if _comes_second(ports, team, notice):
        return None
    return _Shown(notice, _send(ports, team, notice))


def _opens(ports: Ports, team: TeamId, notice: Notice) -> datetime | None:
    """Return when a message may first be posted, if that is not now."""
    if notice.ts is not None or notice.kind.is_answer:
        return None
    now = ports.clock.now()
    with ports.store.reading(team) as records:
        held = held_for_start(records, notice, now)
        if held is not None:
            return held
        # An absence since a concern was sent is for the concern's own clock.
        place = f"{notice.school}/{notice.reader}"
        reader = None if notice.kind.is_about_concern else records.get(MEMBERS, place)
        calendar = calendar_of(ports, records, notice.school)
        opens = calendar.next_contact(now, reader)
    return opens if opens > now else None


def _comes_second(ports: Ports, team: TeamId, notice: Notice) -> bool:
    """Whether a message waits until its reader has been told who writes to them."""
    if notice.ts is not None or notice.kind.is_answer:
        return False
    with ports.store.reading(team) as records:
        if is_introduced(records, notice):
            return False
    with ports.store.transaction(team) as records:
        follows = introduce(records, notice, ports.clock.now())
        _mark(
            records, notice, claimed_until=follows, may_be_posted=notice.may_be_posted
        )
    return True


def _hold(ports: Ports, team: TeamId, notice: Notice, until: datetime) -> None:
    with ports.store.transaction(team) as records:
        _mark(records, notice, claimed_until=until, may_be_posted=notice.may_be_posted)


def _send(ports: Ports, team: TeamId, notice: Notice) -> Posted | None:
    with ports.store.reading(team) as records:
        content = content_of(ports, records, notice)
    at = _standing(notice)
    if at is None and notice.may_be_posted:
        # A send began and its end was not seen: look before sending anew.
        at = ports.messenger.find(team, notice.reader, notice.key, notice.not_before)
    if content is None and at is None:
        return None  # what it was about has gone before anybody was told
    if content is None:
        return at
    if at is None:
        _require_reader(ports, team, notice)
        return ports.messenger.post(team, notice.reader, notice.key, content)
    ports.messenger.edit(team, at, notice.key, content)
    return at


def _require_reader(ports: Ports, team: TeamId, notice: Notice) -> None:
    """Refuse to post what is waited on to somebody whose account is closed.

    Slack takes such a message without a word (python-slack-sdk issue 1156).
    """
    is_awaited = Way.AWAITED in notice.kind.ways
    if is_awaited and not ports.messenger.is_active(team, notice.reader):
        raise NotSent("account_inactive", for_good=True)


def _standing(notice: Notice) -> Posted | None:
    if notice.channel is None or notice.ts is None:
        return None
    return Posted(notice.channel, notice.ts)


def _mark(records: Records, notice: Notice, **marks: Any) -> Notice | None:
    """Keep what became of a message; None where it was removed in the meantime."""
    current = records.get(NOTICES, notice.key)
    if current is None:
        return None  # such as of somebody who was erased: it is not brought back
    marked = msgspec.structs.replace(current, **marks)
    records.put(NOTICES, marked)
    return marked


def _mark_shown(ports: Ports, records: Records, shown: _Shown) -> None:
    notice, posted = shown.notice, shown.posted
    now = ports.clock.now() if posted else None
    _mark(
        records,
        notice,
        shown=notice.wanted,  # what changed meanwhile is still to be shown
        channel=posted.channel if posted else None,
        ts=posted.ts if posted else None,
        claimed_until=None,
        may_be_posted=False,
        tries=0,
        posted_at=notice.posted_at or now,
    )


def _mark_unsent(ports: Ports, team: TeamId, notice: Notice, fault: NotSent) -> None:
    again: datetime | None = None
    if not fault.for_good:
        again = ports.clock.now() + (fault.retry_after or retry_delay(notice.tries))
    told = {"error": fault.code, "team": team}
    log.warning("a message did not go out" if again else _GIVEN_UP, extra=told)
    with ports.store.transaction(team) as records:
        marked = _mark(
            records,
            notice,
            claimed_until=again,
            gave_up=fault.code if fault.for_good else None,
            may_be_posted=notice.may_be_posted or fault.unknown,
        )
        if marked is not None and fault.for_good:
            _tell_admin(ports, records, notice, fault.code)


def _tell_admin(ports: Ports, records: Records, notice: Notice, code: str) -> None:
    """Tell the school's admin, once, that somebody was not told something.

    Not about what: that may be for the reader alone. That there is a concern is not
    the admin's to learn at all: of a closed account `check_people` tells, whether there
    is one or not.
    """
    has_school = records.get(SCHOOLS, notice.school) is not None
    if not has_school or code == TOO_LATE or notice.kind.is_about_concern:
        return  # the log has it
    tell_who_sees_to(
        records,
        calendar_of(ports, records, notice.school),
        NoticeKind.NOT_SHOWN if code == CANNOT_BE_DRAWN else NoticeKind.UNREACHED,
        subject=f"{notice.school}|{notice.reader}",
        now=ports.clock.now(),
        but_not=notice.reader,
    )
