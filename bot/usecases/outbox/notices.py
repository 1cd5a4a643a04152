"""Keeping people's messages true: what is to be told, and what has changed in it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.outbox.notices import CANNOT_BE_DRAWN, Notice, NoticeKind
from bot.ports.kinds import (
    CONCERNS_OF_WRITER,
    CONCERNS_WITH,
    NOTICES,
    NOTICES_ABOUT,
    SESSIONS_OF_ECT,
    SESSIONS_OF_MENTOR,
)
from bot.ports.store import Reading, Records


def tell(  # noqa: PLR0913 - the parts of a message, by name
    records: Records,
    kind: NoticeKind,
    *,
    reader: PersonId,
    subject: str,
    school: SchoolId,
    not_before: datetime,
    not_after: datetime | None = None,
    occasion: str = "",
) -> None:
    """Tell *reader* about *subject*, or renew what they were told about it before.

    *occasion* names one of several messages of a kind about the same subject.
    """
    key = notice_key(kind, subject, reader=reader, occasion=occasion)
    notice = records.get(NOTICES, key)
    if notice is not None:
        records.put(NOTICES, _renewed(notice))
        return
    fresh = Notice(
        key=key,
        kind=kind,
        school=school,
        reader=reader,
        subject=subject,
        occasion=occasion,
        not_before=not_before,
        not_after=not_after,
    )
    records.add(NOTICES, fresh)


def tell_once(
    records: Records,
    kind: NoticeKind,
    *,
    reader: PersonId,
    subject: str,
    school: SchoolId,
    not_before: datetime,
) -> None:
    """Tell *reader* about *subject*, unless they have been told."""
    if not is_told(records, kind, reader=reader, subject=subject):
        tell(
            records,
            kind,
            reader=reader,
            subject=subject,
            school=school,
            not_before=not_before,
        )


def is_told(
    records: Reading, kind: NoticeKind, *, reader: PersonId, subject: str
) -> bool:
    """Whether *reader* has been told about *subject*, or is about to be."""
    return records.get(NOTICES, notice_key(kind, subject, reader=reader)) is not None


def are_told(
    records: Reading, kind: NoticeKind, told: Sequence[tuple[PersonId, str]]
) -> list[bool]:
    """Whether each reader has been told about a subject, asked for at once."""
    keys = [notice_key(kind, subject, reader=reader) for reader, subject in told]
    return [notice is not None for notice in records.get_each(NOTICES, keys)]


def renew(records: Records, subject: str) -> None:
    """Have every message about *subject* drawn anew, since it has changed."""
    for notice in records.find(NOTICES_ABOUT, subject):
        records.put(NOTICES, _renewed(notice))


def renew_for(records: Records, person: PersonId, since: datetime) -> None:
    """Have what somebody shares with others drawn anew, for them too.

    They may see again what was kept from them while they were off the list; of sessions
    that is what has been planned or held *since*.
    """
    for concerns in (CONCERNS_WITH, CONCERNS_OF_WRITER):
        for concern in records.find(concerns, person):
            renew(records, concern.id)
    for sessions in (SESSIONS_OF_MENTOR, SESSIONS_OF_ECT):
        for session in records.find(sessions, person, at_least=since):
            renew(records, session.id)


def notice_key(
    kind: NoticeKind, subject: str, *, reader: PersonId, occasion: str = ""
) -> str:
    """Name a message: unique, so that it is recorded once."""
    parts = [kind.value, subject, occasion, reader]
    return ":".join(part for part in parts if part)


def _renewed(notice: Notice) -> Notice:
    """Return it as to be drawn anew; what could not be drawn may be drawn by now."""
    is_drawn_in_vain = notice.gave_up == CANNOT_BE_DRAWN
    return msgspec.structs.replace(
        notice,
        wanted=notice.wanted + 1,
        tries=0 if is_drawn_in_vain else notice.tries,
        gave_up=None if is_drawn_in_vain else notice.gave_up,
    )
