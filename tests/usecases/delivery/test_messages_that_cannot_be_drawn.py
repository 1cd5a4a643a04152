"""A message that cannot be drawn is given up alone; one that was removed stays away."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.concerns.records import Asked, Topic
from bot.domain.kernel.record import ConcernId, PairingId, PersonId, TeamId
from bot.domain.outbox.notices import CANNOT_BE_DRAWN, Notice, NoticeKind
from bot.domain.people.member import Role
from bot.ports.kinds import CONCERNS, NOTICES
from bot.ports.messenger import Content, NotSent, Posted
from bot.ports.store import DamagedRecord, StoreFault
from bot.usecases.concerns.clock import run_concern_clock
from bot.usecases.concerns.raising import ConcernDraft, send_concern
from bot.usecases.delivery.sending import deliver_due
from bot.usecases.kernel.claims import Delivery
from bot.usecases.outbox.notices import renew
from bot.usecases.sessions.logging import log_session
from tests.builders import a_draft, at
from tests.usecases.two_schools import (
    ADAM,
    EWA,
    OAKFIELD,
    OMAR,
    PRIYA,
    RUTH,
    TEAM,
    KeepingMessenger,
    Town,
)

_AGAIN = timedelta(minutes=10)


class Clumsy(KeepingMessenger):
    """Runs a test's own errand at each post and edit: one that raises, mostly."""

    def __init__(self, town: Town) -> None:
        super().__init__(town.clock)
        self.meanwhile: Callable[[PersonId, Content], None] = lambda _to, _what: None

    def post(
        self, team: TeamId, reader: PersonId, key: str, content: Content
    ) -> Posted:
        self.meanwhile(reader, content)
        return super().post(team, reader, key, content)

    def edit(self, team: TeamId, at: Posted, key: str, content: Content) -> None:
        self.meanwhile(self.standing[at.ts][0], content)
        super().edit(team, at, key, content)


@pytest.fixture
def town() -> Town:
    town = Town()
    town.messenger = Clumsy(town)
    town.ports = replace(town.ports, messenger=town.messenger)
    return town


def clumsy(town: Town) -> Clumsy:
    assert isinstance(town.messenger, Clumsy)
    return town.messenger


def stumble(town: Town, over: NoticeKind, *, of: PersonId | None = None) -> None:
    """Have one sort of message meet a fault of the bot's own when it is drawn."""

    def fail(reader: PersonId, content: Content) -> None:
        if content.kind is over and of in {None, reader}:
            raise ValueError("secret words of Ewa")

    clumsy(town).meanwhile = fail


def log(town: Town, ect: PersonId) -> None:
    draft = a_draft(pairing=PairingId(f"pairing-{ect}"), starts_at=START[ect])
    log_session(town.ports, town.actor(PRIYA), draft, Delivery(f"log-{ect}"))


START = {EWA: at("2026-11-03 08:50"), OMAR: at("2026-10-22 09:30")}


def send(town: Town) -> ConcernId:
    return send_concern(
        town.ports,
        town.actor(EWA),
        ConcernDraft(OAKFIELD, Role.ECT, Topic.TIME, frozenset(), "Words"),
        reader=RUTH,
        pass_on=False,
        delivery=Delivery("send"),
    ).concern.id


def deliver_again_and_again(town: Town) -> None:
    for _ in range(5):
        deliver_due(town.ports)
        town.clock.moment += _AGAIN


def told(town: Town, person: PersonId) -> list[str]:
    return [one.text for one in town.messenger.drawn if one.to == person]


def notices(town: Town, kind: NoticeKind) -> list[Notice]:
    with town.store.reading(TEAM) as records:
        return [one for one in records.every(NOTICES) if one.kind is kind]


def test_a_message_that_cannot_be_drawn_keeps_nobody_else_waiting(town: Town) -> None:
    stumble(town, NoticeKind.SESSION_LOGGED, of=EWA)
    log(town, EWA)
    log(town, OMAR)
    deliver_again_and_again(town)
    assert len(told(town, OMAR)) == 1
    assert told(town, EWA) == []


def test_the_admin_is_told_once_that_a_message_was_not_drawn_and_never_which(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    stumble(town, NoticeKind.SESSION_LOGGED, of=EWA)
    log(town, EWA)
    log(town, OMAR)
    with caplog.at_level(logging.INFO):
        deliver_again_and_again(town)
    [said] = told(town, ADAM)
    assert said == (
        "*A message for Ewa Kowal could not be put together*\n"
        "That is a fault in me, and nothing they did. I do not say what it was about: "
        "it may be for them alone. What is theirs to see is all there, with `/ect`. "
        "Please ask whoever runs ECT Bot to look at the log: it says where the fault "
        "is, under “a message could not be drawn”."
    )
    assert "a message could not be drawn" in caplog.messages
    assert "a message was given up" in caplog.messages
    assert "secret" not in caplog.text


def test_of_a_message_about_a_concern_that_was_not_drawn_the_log_alone_tells(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    stumble(town, NoticeKind.CONCERN_CAME, of=RUTH)
    send(town)
    with caplog.at_level(logging.INFO):
        deliver_again_and_again(town)
    assert told(town, ADAM) == []
    assert "a message could not be drawn" in caplog.messages


@pytest.mark.rule("R4")
def test_the_writer_of_a_concern_that_its_reader_cannot_be_shown_is_asked(
    town: Town,
) -> None:
    stumble(town, NoticeKind.CONCERN_CAME, of=RUTH)
    concern = send(town)
    deliver_again_and_again(town)
    run_concern_clock(town.ports)
    deliver_due(town.ports)
    with town.store.reading(TEAM) as records:
        kept = records.get(CONCERNS, concern)
    assert kept is not None
    assert kept.asked is Asked.READER_GONE
    assert any(
        "What would you like to happen next?" in str(one.blocks)
        for one in town.messenger.drawn
        if one.to == EWA
    )


def test_a_concern_that_its_reader_has_stays_with_them_if_it_cannot_be_drawn_anew(
    town: Town,
) -> None:
    concern = send(town)
    deliver_due(town.ports)
    stumble(town, NoticeKind.CONCERN_CAME, of=RUTH)
    with town.store.transaction(TEAM) as records:
        renew(records, concern)
    deliver_again_and_again(town)
    run_concern_clock(town.ports)
    with town.store.reading(TEAM) as records:
        kept = records.get(CONCERNS, concern)
    assert kept is not None
    assert kept.asked is None


def test_what_could_not_be_drawn_is_tried_again_when_it_changes(town: Town) -> None:
    stumble(town, NoticeKind.SESSION_LOGGED)
    log(town, EWA)
    deliver_again_and_again(town)
    [given_up] = notices(town, NoticeKind.SESSION_LOGGED)
    assert given_up.gave_up == CANNOT_BE_DRAWN
    clumsy(town).meanwhile = lambda _to, _what: None
    deliver_due(town.ports)
    assert told(town, EWA) == []
    with town.store.transaction(TEAM) as records:
        renew(records, given_up.subject)
    deliver_due(town.ports)
    assert len(told(town, EWA)) == 1


def test_a_message_about_a_damaged_record_keeps_nobody_else_waiting(town: Town) -> None:
    def fail(reader: PersonId, _content: Content) -> None:
        if reader == EWA:
            raise DamagedRecord("In table sessions, the record s1 was changed.")

    clumsy(town).meanwhile = fail
    log(town, EWA)
    log(town, OMAR)
    deliver_due(town.ports)
    assert len(told(town, OMAR)) == 1


def test_a_store_that_cannot_work_has_no_message_given_up(town: Town) -> None:
    def fail(_reader: PersonId, _content: Content) -> None:
        raise StoreFault("full")

    clumsy(town).meanwhile = fail
    log(town, EWA)
    for _ in range(5):
        with pytest.raises(StoreFault):
            deliver_due(town.ports)
        town.clock.moment += _AGAIN
    clumsy(town).meanwhile = lambda _to, _what: None
    deliver_due(town.ports)
    assert len(told(town, EWA)) == 1


@pytest.mark.parametrize(
    "end", [None, NotSent("ratelimited"), NotSent("channel_not_found", for_good=True)]
)
def test_a_message_that_is_removed_while_it_is_sent_does_not_come_back(
    town: Town, end: NotSent | None
) -> None:
    def remove(reader: PersonId, _content: Content) -> None:
        with town.store.transaction(TEAM) as records:
            for notice in list(records.every(NOTICES)):
                if notice.reader == reader:
                    records.remove(NOTICES, notice.key)
        if end is not None:
            raise end

    log(town, EWA)
    clumsy(town).meanwhile = remove
    deliver_due(town.ports)
    town.clock.moment += timedelta(days=1)
    deliver_due(town.ports)
    assert notices(town, NoticeKind.SESSION_LOGGED) == []
    assert told(town, ADAM) == []
