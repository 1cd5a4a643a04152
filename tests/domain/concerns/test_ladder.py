"""What each act does to a concern, and what no sequence of acts can do."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.concerns import history, ladder
from bot.domain.concerns.records import (
    CLOSED,
    STAGE_OF,
    WAITS_FOR_WRITER,
    Asked,
    Concern,
    ConcernEvent,
    Happening,
    Stage,
    Turn,
)
from bot.domain.kernel.errors import Stale
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role
from tests.builders import ECT, HEAD, MENTOR, SENT_AT, TUTOR, a_concern, a_step

OTHER = PersonId("U0OTHER")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LATER = SENT_AT + DAY
TODAY = date(2026, 11, 4)
NEW_DATE = date(2026, 11, 11)
TO_TUTOR = a_step(Role.INDUCTION_TUTOR)
TO_HEAD = a_step(Role.HEADTEACHER)

GONE_ON = "This is no longer with you, so nothing was changed. Thank you for looking."


def after(concern: Concern, *acts: Callable[[Concern], "Acted"]) -> Concern:
    """Return a concern after several acts, one on top of the other."""
    for act in acts:
        done = act(concern)
        events = [done] if isinstance(done, ConcernEvent) else done
        concern = history.evolved(concern, events)
    return concern


Acted = ConcernEvent | list[ConcernEvent]


def taken(concern: Concern) -> Acted:
    return ladder.take(concern, at=LATER, answer_by=NEW_DATE)


def noted(concern: Concern) -> Acted:
    return ladder.note(concern, at=LATER, answer_by=NEW_DATE)


def said_sorted(concern: Concern) -> Acted:
    return ladder.say_sorted(concern, at=LATER, today=TODAY)


def cannot_help(concern: Concern) -> Acted:
    return ladder.say_cannot_help(concern, at=LATER, today=TODAY, pass_on=None)


def cannot_help_but_tutor_can(concern: Concern) -> Acted:
    return ladder.say_cannot_help(concern, at=LATER, today=TODAY, pass_on=TO_TUTOR)


def undone(concern: Concern) -> Acted:
    return ladder.undo(concern, at=LATER + HOUR)


def asked(why: Asked) -> Callable[[Concern], Acted]:
    return lambda concern: ladder.ask(concern, why, at=LATER, today=TODAY)


def reminded(concern: Concern) -> Acted:
    return ladder.remind(concern, at=LATER, today=TODAY)


def left(concern: Concern) -> Acted:
    same = a_step(
        Role.MENTOR,
        stage=concern.stage,
        reader=concern.reader,
        seen_by=date(2026, 11, 12),
        answer_by=date(2026, 11, 17),
    )
    return ladder.leave(concern, at=LATER, step=same)


def taken_to_tutor(concern: Concern) -> Acted:
    return ladder.take_on(concern, at=LATER, step=TO_TUTOR)


def gone_outside(concern: Concern) -> Acted:
    return ladder.go_outside(concern, at=LATER)


def confirmed(concern: Concern) -> Acted:
    return ladder.confirm_sorted(concern, at=LATER)


def withdrawn(concern: Concern) -> Acted:
    return ladder.withdraw(concern, at=LATER, by=concern.writer)


# Whatever happens ---------------------------------------------------------------------

READERS = {MENTOR: Role.MENTOR, TUTOR: Role.INDUCTION_TUTOR, HEAD: Role.HEADTEACHER}
READERS |= {OTHER: Role.INDUCTION_TUTOR}
BY_READER = ("see", "take", "note", "say_sorted", "cannot_help", "undo")
BY_WRITER = ("add", "leave", "take_on", "go_outside", "confirm_sorted", "withdraw")
BY_CLOCK = ("pass_on", "ask", "remind", "withdraw_left")

moves = st.lists(
    st.tuples(
        st.sampled_from((*BY_READER, *BY_WRITER, *BY_CLOCK)),
        st.sampled_from(list(READERS)),
        st.sampled_from(Asked),
        st.booleans(),
    ),
    max_size=30,
)
starts = st.builds(
    a_concern,
    st.sampled_from([Role.MENTOR, Role.INDUCTION_TUTOR, Role.HEADTEACHER]),
    written_as=st.sampled_from([Role.ECT, Role.MENTOR]),
    pass_on_to=st.sampled_from([None, TUTOR, HEAD]),
)
Move = tuple[str, PersonId, Asked, bool]


def is_legal(concern: Concern, act: str, at: datetime) -> bool:
    """Whether the product would let this act through."""
    try:
        if act in BY_READER:
            ladder.require_turn(concern, concern.turn, by_reader=True)
        else:
            ladder.require_turn(concern, concern.turn, by_reader=False)
    except Stale:
        return False
    if act == "pass_on":
        first = concern.stage is Stage.WITH_MENTOR and concern.turn == 1
        return first and concern.pass_on_to is not None
    if act == "undo":
        return ladder.can_undo(concern, now=at)
    if act in {"take", "say_sorted", "cannot_help"} and (
        concern.asked in WAITS_FOR_WRITER
    ):
        return False
    if act == "take":
        return concern.taken_at is None
    return concern.reader is not None or act not in {"leave", *BY_CLOCK}


def a_turn_of(reader: PersonId) -> Turn:
    return a_step(Role.MENTOR, stage=STAGE_OF[READERS[reader]], reader=reader)


Act = Callable[[Concern, datetime, PersonId, Asked, bool], Sequence[ConcernEvent]]
ACTS: dict[str, Act] = {
    "see": lambda c, at, *_: [seen] if (seen := ladder.see(c, at=at)) else [],
    "take": lambda c, at, *_: [ladder.take(c, at=at, answer_by=at.date() + DAY)],
    "note": lambda c, at, *_: [ladder.note(c, at=at, answer_by=at.date() + DAY)],
    "say_sorted": lambda c, at, *_: ladder.say_sorted(c, at=at, today=at.date()),
    "cannot_help": lambda c, at, _who, _why, helps: ladder.say_cannot_help(
        c,
        at=at,
        today=at.date(),
        pass_on=a_turn_of(c.pass_on_to) if c.pass_on_to and helps else None,
    ),
    "undo": lambda c, at, *_: [ladder.undo(c, at=at)],
    "add": lambda c, at, *_: [ladder.add(c, at=at)],
    "leave": lambda c, at, *_: [
        ladder.leave(c, at=at, step=a_step(stage=c.stage, reader=c.reader))
    ],
    "take_on": lambda c, at, who, *_: [ladder.take_on(c, at=at, step=a_turn_of(who))],
    "go_outside": lambda c, at, *_: [ladder.go_outside(c, at=at)],
    "confirm_sorted": lambda c, at, *_: [ladder.confirm_sorted(c, at=at)],
    "withdraw": lambda c, at, *_: [ladder.withdraw(c, at=at, by=c.writer)],
    "pass_on": lambda c, at, *_: [
        ladder.pass_on(c, at=at, step=a_turn_of(c.pass_on_to or TUTOR))
    ],
    "ask": lambda c, at, _who, why, _helps: [
        ladder.ask(c, why, at=at, today=at.date())
    ],
    "remind": lambda c, at, *_: [ladder.remind(c, at=at, today=at.date())],
    "withdraw_left": lambda c, at, *_: [ladder.withdraw(c, at=at, by=None)],
}


def lived(concern: Concern, moved: list[Move]) -> list[tuple[Concern, ConcernEvent]]:
    """Return each state that a concern goes through, with the event before it."""
    step = a_step(
        stage=concern.stage,
        reader=concern.reader,
        seen_by=concern.seen_by,
        answer_by=concern.answer_by,
    )
    life = [(concern, ladder.send(concern.start, step, at=concern.opened_at))]
    for number, (act, who, why, helps) in enumerate(moved, start=1):
        at = SENT_AT + number * DAY
        if act == "undo":  # within its hour: all else is days apart
            at = (concern.asked_at or at) + HOUR
        if is_legal(concern, act, at):
            for event in ACTS[act](concern, at, who, why, helps):
                concern = history.evolve(concern, event)
                life.append((concern, event))
    return life


@given(starts, moves)
def test_a_history_told_again_leads_to_the_same_concern(
    concern: Concern, moved: list[Move]
) -> None:
    life = lived(concern, moved)
    lived_through = [event for _, event in life]

    for number, (state, _) in enumerate(life, start=1):
        assert history.replayed(concern.start, lived_through[:number]) == state


@given(starts, moves)
def test_events_are_numbered_from_one_without_a_gap(
    concern: Concern, moved: list[Move]
) -> None:
    for number, (state, event) in enumerate(lived(concern, moved), start=1):
        assert (event.number, state.events) == (number, number)
        assert event.concern == concern.id


@pytest.mark.rule("R10")
@given(starts, moves)
def test_nobody_ever_has_it_whom_its_writer_did_not_choose(
    concern: Concern, moved: list[Move]
) -> None:
    chosen: set[PersonId] = set()
    for state, event in lived(concern, moved):
        if event.step is not None:
            by_writer = event.by == concern.writer
            as_wished = event.what is Happening.PASSED_ON
            assert by_writer or (as_wished and event.step.reader == concern.pass_on_to)
            chosen.add(event.step.reader)
        assert state.had == chosen
        assert state.reader is None or state.reader in state.had


@pytest.mark.rule("R10")
@given(starts, moves)
def test_it_is_passed_on_once_at_most_and_only_out_of_the_first_mentors_turn(
    concern: Concern, moved: list[Move]
) -> None:
    before = concern
    for state, event in lived(concern, moved):
        if event.what is Happening.PASSED_ON:
            assert (before.stage, before.turn) == (Stage.WITH_MENTOR, 1)
            assert state.turn == 2
        before = state


@given(starts, moves)
def test_somebody_at_school_has_it_just_while_it_is_on_a_step_of_the_ladder(
    concern: Concern, moved: list[Move]
) -> None:
    for state, _ in lived(concern, moved):
        on_a_step = state.stage in STAGE_OF.values()
        assert (state.reader is not None) is on_a_step
        assert (state.answer_by is not None) is on_a_step
        assert (state.closed_at is not None) is (state.stage in CLOSED)
        assert state.asked is None or on_a_step


@given(starts, moves)
def test_a_closed_concern_stays_as_it_is(concern: Concern, moved: list[Move]) -> None:
    life = lived(concern, moved)

    assert [state for state, _ in life[:-1] if not state.is_open] == []


@given(starts, moves)
def test_what_stands_from_the_beginning_never_changes_and_turns_only_grow(
    concern: Concern, moved: list[Move]
) -> None:
    turn = 1
    for state, event in lived(concern, moved):
        assert state.start == concern.start
        assert state.opened_at == SENT_AT
        if event.what in {Happening.LEFT, Happening.TAKEN_ON, Happening.PASSED_ON}:
            turn += 1
        assert state.turn == turn or (not state.is_open and state.turn == turn + 1)


@given(starts, moves)
def test_a_new_turn_begins_untouched(concern: Concern, moved: list[Move]) -> None:
    for state, event in lived(concern, moved):
        if event.step is not None:
            assert (state.reader, state.stage) == (event.step.reader, event.step.stage)
            assert state.seen_at is state.taken_at is state.answered_at is None
            assert (state.reminders, state.asked, state.times_asked) == (0, None, 0)
            assert state.since == event.at


# Sending ------------------------------------------------------------------------------


@pytest.mark.rule("R10")
@pytest.mark.parametrize("role", STAGE_OF)
def test_a_concern_begins_with_the_reader_whom_its_writer_chose(role: Role) -> None:
    step = a_step(role)

    concern = a_concern(role)

    assert (concern.stage, concern.reader) == (STAGE_OF[role], step.reader)
    assert concern.had == {step.reader}
    assert (concern.seen_by, concern.answer_by) == (step.seen_by, step.answer_by)
    assert (concern.turn, concern.events, concern.is_open) == (1, 1, True)


def test_what_begins_without_a_reader_is_no_concern() -> None:
    concern = a_concern()
    nowhere = ladder.add(concern, at=LATER)

    with pytest.raises(ValueError, match="begins with a reader"):
        history.begin(concern.start, nowhere)


def test_an_event_out_of_its_order_is_refused() -> None:
    concern = a_concern()
    first = ladder.add(concern, at=LATER)
    concern = history.evolve(concern, first)

    with pytest.raises(ValueError, match="event 2 after 2"):
        history.evolve(concern, first)


# What the reader does -----------------------------------------------------------------


def test_a_readers_first_look_is_noted_once() -> None:
    concern = a_concern()

    seen = ladder.see(concern, at=LATER)

    assert seen is not None
    assert (seen.what, seen.by) == (Happening.SEEN, MENTOR)
    concern = history.evolve(concern, seen)
    assert concern.seen_at == LATER
    assert ladder.see(concern, at=LATER + DAY) is None


@pytest.mark.parametrize("ended", [gone_outside, confirmed, withdrawn])
def test_nobody_sees_what_nobody_has(ended: Callable[[Concern], Acted]) -> None:
    assert ladder.see(after(a_concern(), ended), at=LATER) is None


@pytest.mark.rule("R4")
def test_im_on_it_moves_the_date_and_leaves_it_with_the_reader() -> None:
    concern = after(a_concern(), taken)

    assert (concern.stage, concern.reader) == (Stage.WITH_MENTOR, MENTOR)
    assert concern.answer_by == NEW_DATE
    assert concern.taken_at == concern.seen_at == LATER


@pytest.mark.rule("R4")
def test_im_on_it_moves_the_date_once_and_no_further() -> None:
    with pytest.raises(Stale) as refused:
        after(a_concern(), taken, taken)

    assert refused.value.sentence.startswith("You have said so already.")


@pytest.mark.rule("R4")
def test_a_reader_who_wrote_back_can_write_again_and_each_time_the_date_moves() -> None:
    concern = after(a_concern(), taken, noted, noted)

    assert (concern.answered_at, concern.answer_by) == (LATER, NEW_DATE)
    assert concern.seen_at == LATER


@pytest.mark.rule("R4")
@pytest.mark.parametrize("act", [taken, noted])
def test_what_the_reader_does_ends_the_question_and_the_reminders(
    act: Callable[[Concern], Acted],
) -> None:
    concern = after(a_concern(), reminded, asked(Asked.NO_ANSWER), act)

    assert (concern.asked, concern.times_asked, concern.reminders) == (None, 0, 0)


@pytest.mark.rule("R4")
def test_its_sorted_closes_nothing_and_asks_the_writer() -> None:
    concern = after(a_concern(), said_sorted)

    assert concern.is_open
    assert concern.reader == MENTOR
    assert (concern.asked, concern.asked_on, concern.times_asked) == (
        Asked.SORTED,
        TODAY,
        1,
    )
    assert concern.asked_in == concern.events


@pytest.mark.rule("R10")
@pytest.mark.parametrize("written_as", [Role.ECT, Role.MENTOR])
def test_a_mentor_who_cannot_help_passes_nothing_on_and_the_writer_is_asked(
    written_as: Role,
) -> None:
    concern = after(a_concern(written_as=written_as), cannot_help)

    assert (concern.stage, concern.reader) == (Stage.WITH_MENTOR, MENTOR)
    assert concern.asked is Asked.CANNOT_HELP


@pytest.mark.rule("R10")
def test_a_mentor_who_cannot_help_passes_it_to_whom_the_writer_named_at_send() -> None:
    concern = after(a_concern(pass_on_to=TUTOR), cannot_help_but_tutor_can)

    assert (concern.stage, concern.reader) == (Stage.WITH_TUTOR, TUTOR)
    assert concern.had == {MENTOR, TUTOR}
    assert (concern.asked, concern.turn) == (None, 2)


@pytest.mark.rule("R10")
def test_a_wish_at_send_waits_for_the_writer_where_the_named_one_cannot_have_it() -> (
    None
):
    concern = after(a_concern(pass_on_to=TUTOR), cannot_help)

    assert (concern.reader, concern.asked) == (MENTOR, Asked.CANNOT_HELP)


@pytest.mark.rule("R11")
@pytest.mark.parametrize("role", [Role.INDUCTION_TUTOR, Role.HEADTEACHER])
def test_when_the_tutor_or_head_cannot_help_an_ect_has_the_named_contact(
    role: Role,
) -> None:
    concern = after(a_concern(role), cannot_help)

    assert concern.stage is Stage.CONTACT_ADVISED
    assert (concern.reader, concern.asked, concern.is_open) == (None, None, True)


@pytest.mark.rule("R9")
@pytest.mark.parametrize("role", [Role.INDUCTION_TUTOR, Role.HEADTEACHER])
def test_when_the_tutor_or_head_cannot_help_a_mentor_chooses(role: Role) -> None:
    concern = after(a_concern(role, writer=MENTOR, written_as=Role.MENTOR), cannot_help)

    assert (concern.stage, concern.asked) == (STAGE_OF[role], Asked.CANNOT_HELP)


# Passing on ---------------------------------------------------------------------------


@pytest.mark.rule("R10")
def test_at_its_date_it_goes_to_whom_the_writer_named_at_send() -> None:
    concern = a_concern(pass_on_to=TUTOR)

    passed = ladder.pass_on(concern, at=LATER, step=TO_TUTOR)

    assert passed.by is None
    assert history.evolve(concern, passed).reader == TUTOR


@pytest.mark.rule("R10")
@pytest.mark.parametrize(
    ("concern", "step"),
    [
        (a_concern(), TO_TUTOR),
        (a_concern(pass_on_to=TUTOR), TO_HEAD),
        (a_concern(Role.INDUCTION_TUTOR, pass_on_to=HEAD), TO_HEAD),
        (after(a_concern(pass_on_to=TUTOR), left), TO_TUTOR),
    ],
    ids=["no wish", "another than named", "from the tutor", "in a later turn"],
)
def test_nothing_is_passed_on_but_out_of_the_first_mentors_turn_to_the_one_named(
    concern: Concern, step: Turn
) -> None:
    with pytest.raises(ValueError, match="did not name"):
        ladder.pass_on(concern, at=LATER, step=step)


@pytest.mark.rule("R10")
def test_no_mentor_passes_it_to_another_than_the_one_whom_the_writer_named() -> None:
    with pytest.raises(ValueError, match="did not name"):
        ladder.say_cannot_help(
            a_concern(pass_on_to=TUTOR), at=LATER, today=TODAY, pass_on=TO_HEAD
        )


@pytest.mark.rule("R10")
def test_a_mentor_to_whom_it_came_back_cannot_use_the_wish_at_send() -> None:
    later = after(a_concern(pass_on_to=TUTOR), left)

    assert after(later, cannot_help_but_tutor_can).asked is Asked.CANNOT_HELP


# What the clock does ------------------------------------------------------------------


@pytest.mark.rule("R4")
def test_being_asked_moves_nothing() -> None:
    before = a_concern()

    concern = after(before, asked(Asked.NO_ANSWER))

    assert (concern.stage, concern.reader, concern.turn, concern.answer_by) == (
        before.stage,
        before.reader,
        before.turn,
        before.answer_by,
    )


@pytest.mark.rule("R4")
def test_the_same_question_is_counted_and_another_begins_anew() -> None:
    twice = after(a_concern(), asked(Asked.NO_ANSWER), asked(Asked.NO_ANSWER))
    other = after(twice, asked(Asked.READER_GONE))

    assert (twice.asked, twice.times_asked) == (Asked.NO_ANSWER, 2)
    assert (other.asked, other.times_asked) == (Asked.READER_GONE, 1)


@pytest.mark.rule("R4")
def test_reminders_are_counted_by_turn() -> None:
    concern = after(a_concern(), reminded)

    assert concern.reminders == 1
    assert after(concern, left).reminders == 0


@pytest.mark.rule("R4")
def test_a_reader_who_is_back_is_reminded_in_place_of_the_question() -> None:
    concern = after(a_concern(), asked(Asked.READER_AWAY), reminded)

    assert (concern.asked, concern.times_asked) == (None, 0)


def test_a_writer_who_has_left_withdraws_by_the_clock() -> None:
    gone = ladder.withdraw(a_concern(), at=LATER, by=None)

    assert gone.by is None
    assert history.evolve(a_concern(), gone).stage is Stage.WITHDRAWN


# What the writer does -----------------------------------------------------------------


def test_writing_more_changes_neither_the_reader_nor_the_dates() -> None:
    before = after(a_concern(), taken)

    added = ladder.add(before, at=LATER)

    assert added.by == ECT
    concern = history.evolve(before, added)
    assert (concern.reader, concern.turn, concern.answer_by) == (
        before.reader,
        before.turn,
        before.answer_by,
    )


@pytest.mark.rule("R4")
def test_giving_the_same_reader_longer_begins_a_turn_with_new_dates() -> None:
    concern = after(a_concern(), taken, said_sorted, left)

    assert (concern.reader, concern.stage, concern.turn) == (
        MENTOR,
        Stage.WITH_MENTOR,
        2,
    )
    assert concern.answer_by == date(2026, 11, 17)
    assert concern.had == {MENTOR}
    assert (concern.asked, concern.taken_at) == (None, None)


@pytest.mark.rule("R10")
@pytest.mark.parametrize(
    "before",
    [
        a_concern(),
        after(a_concern(), taken),
        after(a_concern(), said_sorted),
        after(a_concern(), cannot_help),
        after(a_concern(), asked(Asked.NO_ANSWER)),
        after(a_concern(), gone_outside),
    ],
    ids=["just sent", "taken", "said sorted", "cannot help", "asked", "outside"],
)
def test_the_writer_can_take_it_to_another_reader_at_any_time(before: Concern) -> None:
    concern = after(before, taken_to_tutor)

    assert (concern.stage, concern.reader) == (Stage.WITH_TUTOR, TUTOR)
    assert concern.turn == before.turn + 1
    assert concern.asked is None


@pytest.mark.rule("R11")
@pytest.mark.parametrize("role", STAGE_OF)
def test_the_writer_can_have_the_named_contact_at_any_time(role: Role) -> None:
    concern = after(a_concern(role), gone_outside)

    assert (concern.stage, concern.reader) == (Stage.CONTACT_ADVISED, None)
    assert concern.is_open
    assert concern.closed_at is None


@pytest.mark.parametrize("before", [(), (said_sorted,), (gone_outside,)])
@pytest.mark.parametrize(
    ("act", "stage"), [(confirmed, Stage.RESOLVED), (withdrawn, Stage.WITHDRAWN)]
)
def test_the_writer_closes_it_at_any_open_step(
    before: Sequence[Callable[[Concern], Acted]],
    act: Callable[[Concern], Acted],
    stage: Stage,
) -> None:
    concern = after(a_concern(), *before, act)

    assert (concern.stage, concern.reader, concern.closed_at) == (stage, None, LATER)
    assert not concern.is_open


@pytest.mark.rule("R4")
@pytest.mark.parametrize(
    ("act", "happened"), [(confirmed, "CONFIRMED"), (withdrawn, "WITHDRAWN")]
)
def test_only_the_writer_closes_it(
    act: Callable[[Concern], Acted], happened: str
) -> None:
    event = act(a_concern())

    assert isinstance(event, ConcernEvent)
    assert (event.what, event.by) == (Happening[happened], ECT)


# Presses on what has moved on ---------------------------------------------------------


def refused(concern: Concern, turn: int, *, by_reader: bool) -> str:
    with pytest.raises(Stale) as stale:
        ladder.require_turn(concern, turn, by_reader=by_reader)
    return stale.value.sentence


@given(starts, moves)
def test_no_reader_can_press_a_button_of_an_earlier_turn(
    concern: Concern, moved: list[Move]
) -> None:
    turns = {state.turn for state, _ in lived(concern, moved) if state.reader}
    last = lived(concern, moved)[-1][0]

    for turn in turns - {last.turn}:
        assert refused(last, turn, by_reader=True) == GONE_ON


@pytest.mark.parametrize("by_reader", [True, False])
def test_a_press_on_what_stands_as_shown_is_let_through(*, by_reader: bool) -> None:
    ladder.require_turn(a_concern(), 1, by_reader=by_reader)
    ladder.require_turn(after(a_concern(), left), 2, by_reader=by_reader)


@pytest.mark.rule("R10")
@pytest.mark.parametrize(
    "acts",
    [
        (taken_to_tutor,),
        (left,),  # the same person's older message
        (gone_outside,),
        (taken_to_tutor, confirmed),
        (taken_to_tutor, withdrawn),
        (gone_outside, confirmed),
        (gone_outside, withdrawn),
    ],
    ids=lambda acts: " ".join(act.__name__ for act in acts),
)
def test_a_former_reader_learns_only_that_it_is_no_longer_with_them(
    acts: Sequence[Callable[[Concern], Acted]],
) -> None:
    assert refused(after(a_concern(), *acts), 1, by_reader=True) == GONE_ON


@pytest.mark.rule("R10")
def test_a_mentor_from_whom_it_was_passed_on_is_told_no_more_than_that() -> None:
    passed = after(a_concern(pass_on_to=TUTOR), cannot_help_but_tutor_can)

    assert refused(passed, 1, by_reader=True) == GONE_ON


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (confirmed, "This is closed: it was sorted."),
        (withdrawn, "This is closed: it was withdrawn."),
    ],
)
def test_whoever_had_it_at_the_end_is_told_that_it_is_closed(
    act: Callable[[Concern], Acted], told: str
) -> None:
    closed = after(a_concern(), act)

    assert refused(closed, 1, by_reader=True) == told
    assert refused(closed, 1, by_reader=False) == told


THE_READERS_WORD = pytest.mark.parametrize(
    ("act", "told"),
    [
        (said_sorted, "You said that it is sorted"),
        (cannot_help, "You said that you cannot help"),
    ],
)


@THE_READERS_WORD
@pytest.mark.parametrize("more", [taken, said_sorted, cannot_help])
def test_a_reader_who_has_had_their_say_waits_for_the_writer(
    act: Callable[[Concern], Acted], told: str, more: Callable[[Concern], Acted]
) -> None:
    waiting = after(a_concern(), act)

    with pytest.raises(Stale) as refused:
        more(waiting)
    assert refused.value.sentence.startswith(told)
    ladder.require_turn(waiting, 1, by_reader=False)


@pytest.mark.rule("R4")
@THE_READERS_WORD
def test_a_note_adds_to_what_the_reader_said_and_the_writer_is_still_asked(
    act: Callable[[Concern], Acted], told: str
) -> None:
    waiting = after(a_concern(), act)
    concern = after(waiting, noted)

    assert told
    assert concern.answered_at == LATER
    assert (concern.asked, concern.asked_in) == (waiting.asked, waiting.asked_in)


@THE_READERS_WORD
def test_a_reader_can_undo_what_they_said_and_has_it_as_before(
    act: Callable[[Concern], Acted], told: str
) -> None:
    concern = after(a_concern(), taken, act, undone)

    assert told
    assert concern == msgspec.structs.replace(
        after(a_concern(), taken),
        events=concern.events,
        asked_at=LATER,
        asked_on=TODAY,
        asked_in=concern.events - 1,
    )
    after(concern, said_sorted)


def test_there_is_an_hour_to_undo_it_and_no_more() -> None:
    waiting = after(a_concern(), said_sorted)
    hour_on = LATER + HOUR

    assert ladder.can_undo(waiting, now=hour_on)
    assert not ladder.can_undo(waiting, now=hour_on + timedelta(seconds=1))
    with pytest.raises(Stale) as refused:
        ladder.undo(waiting, at=hour_on + timedelta(seconds=1))
    assert "more than an hour ago" in refused.value.sentence


def test_the_clock_asking_again_opens_no_new_hour_to_undo_it() -> None:
    again = after(a_concern(), said_sorted, asked(Asked.SORTED))

    assert not ladder.can_undo(again, now=LATER)


@pytest.mark.parametrize("act", [reminded, asked(Asked.NO_ANSWER), noted, taken])
def test_only_what_the_reader_said_to_the_writers_question_can_be_undone(
    act: Callable[[Concern], Acted],
) -> None:
    with pytest.raises(Stale, match="nothing to undo"):
        ladder.undo(after(a_concern(), act), at=LATER)


@pytest.mark.parametrize("why", [Asked.NO_ANSWER, Asked.READER_AWAY, Asked.READER_GONE])
def test_a_reader_can_still_answer_while_the_writer_is_asked(why: Asked) -> None:
    ladder.require_turn(after(a_concern(), asked(why)), 1, by_reader=True)


@pytest.mark.parametrize("act", [left, taken_to_tutor])
def test_a_writer_who_presses_twice_is_told_that_something_has_happened_since(
    act: Callable[[Concern], Acted],
) -> None:
    sentence = refused(after(a_concern(), act), 1, by_reader=False)

    assert sentence.startswith("Something has happened since this message.")


@pytest.mark.parametrize("act", [confirmed, withdrawn])
@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_closed_concern_says_so_to_its_writer_whatever_was_pressed(
    act: Callable[[Concern], Acted], turn: int
) -> None:
    sentence = refused(after(a_concern(), left, act), turn, by_reader=False)

    assert sentence.startswith("This is closed: it was ")
