"""Finding a name wherever it stands, and nothing that only looks like it."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.record import PairingId, PersonId, SchoolId, Sealed, SessionId
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.sessions.records import SessionNote
from bot.usecases.data_protection.naming import is_named, namer, renamed
from tests.builders import SENT_AT

TOM = "U0TOM"
AROUND = st.text(alphabet="abU0|:/-", max_size=6)


def a_notice(subject: str) -> Notice:
    return Notice(
        key=f"digest:{subject}:x",
        kind=NoticeKind.NUDGES,
        school=SchoolId("oakfield"),
        reader=PersonId("U0CARLA"),
        subject=subject,
        not_before=SENT_AT,
    )


@given(before=AROUND, after=AROUND)
def test_a_renamed_record_names_nobody_and_keeps_the_rest(
    before: str, after: str
) -> None:
    names = namer(TOM)
    notice = a_notice(f"{before}|{TOM}|{after}")
    assert is_named(notice, names)
    changed = renamed(notice, {TOM: "gone-1"})
    assert not is_named(changed, names)
    assert changed == a_notice(f"{before}|gone-1|{after}")


@given(st.sampled_from(["U0TOMS", "XU0TOM", "U0TO", "u0tom", "U0TOM2"]))
def test_a_longer_id_is_another_persons(other: str) -> None:
    notice = a_notice(f"oakfield|{other}|x")
    assert not is_named(notice, namer(TOM))
    assert renamed(notice, {TOM: "gone-1"}) == notice


@given(before=AROUND, after=AROUND)
def test_sealed_words_are_left_alone_whatever_they_look_like(
    before: str, after: str
) -> None:
    note = SessionNote(
        session=SessionId("s1"),
        pairing=PairingId(f"{TOM}-x"),
        text=Sealed(f"{before}-{TOM}-{after}"),
    )
    changed = renamed(note, {TOM: "gone-1"})
    assert changed == msgspec.structs.replace(note, pairing=PairingId("gone-1-x"))
    assert not is_named(changed, namer(TOM))
