"""Words come open through one door, which notes each look at those of others."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.data_protection.audit import Saw
from bot.domain.entitlement.drop_ins import DropInWords
from bot.domain.kernel.record import DropInId, PairingId, PersonId
from bot.ports.kinds import AUDIT, DROP_IN_WORDS, INSTALLATIONS, NOTES
from bot.ports.vault import Place
from bot.results.sessions.cards import LogForm, SessionCard
from bot.usecases.data_protection.own_data import own_data
from bot.usecases.data_protection.resealing import SEALED_FIELDS
from bot.usecases.kernel.opened_words import WRITTEN_FOR, NotTheirs, for_its_own
from bot.usecases.sessions.earlier_notes import show_earlier_notes, what_went_before
from bot.usecases.sessions.log_form import open_edit, open_log, redraw
from bot.usecases.sessions.reading import read_session
from tests.usecases.people.test_handing_over import PAIR, hand_over, log, new_pairing
from tests.usecases.two_schools import EWA, PRIYA, SUNIL, TEAM, Town

ROOT = Path(__file__).parents[3]
NOTE, STEP = "Spoke of hinge questions", "Try the new seating plan"

# Where words are opened for somebody to read, and what becomes of a look of others.
TO_BE_READ = {
    "bot/usecases/concerns/reading.py": {"noting"},
    "bot/usecases/entitlement/drop_ins.py": {"for_its_own"},
    "bot/usecases/overviews/home_parts.py": {"for_its_own"},
    "bot/usecases/sessions/log_form.py": {"noting_afterwards"},
    "bot/usecases/sessions/earlier_notes.py": {"noting_afterwards"},
    "bot/usecases/data_protection/own_data.py": {
        "for_its_own"
    },  # that it was asked for is noted
    "bot/usecases/sessions/cards.py": {"for_its_own"},
}
# What opens sealed texts and hands no words of people on to anybody.
TO_BE_READ_BY_NOBODY = {
    "bot/doctor/keys.py": "counts those that do not open",
    "bot/store/backups/backup_file.py": "pieces of back-ups",
    "bot/usecases/concerns/carried_words.py": "what somebody typed, for themselves",
    "bot/usecases/operations/installing.py": "the token of a workspace",
    "bot/usecases/kernel/opened_words.py": "the door",
    "bot/usecases/data_protection/resealing.py": "sealed anew at once",
    "bot/usecases/kernel/sealed_words.py": "the door's; looks if a text is shut",
    "bot/usecases/sessions/writing.py": "compares next steps with those of an edit",
    "bot/usecases/data_protection/redacting.py": "looks for a name alone",
    "bot/vault.py": "the vault",
}
DOORS = {"noting", "noting_afterwards", "for_its_own"}
OPENERS = {"opened", "opened_bytes"}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for part in ("bot", "handlers", "scheduler"):
        for path in (ROOT / part).rglob("*.py"):
            name = path.relative_to(ROOT).as_posix()
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def called(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            what = node.func
            found.add(getattr(what, "attr", getattr(what, "id", "")))
    return found


def imported(tree: ast.Module) -> set[str]:
    froms = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {alias.name for node in froms for alias in node.names}


def test_whatever_opens_words_is_known_and_goes_through_the_door() -> None:
    doors, openers = defaultdict(set), set()
    for name, tree in sources():
        if through := imported(tree) & DOORS:
            doors[name] = through
        is_of_vault = "opened" in imported(tree) or any(
            isinstance(node, ast.Attribute) and node.attr in OPENERS
            for node in ast.walk(tree)
        )
        if is_of_vault and called(tree) & OPENERS:
            openers.add(name)
    assert dict(doors) == TO_BE_READ
    assert openers == TO_BE_READ_BY_NOBODY.keys()


def test_of_all_words_it_is_known_for_whom_they_were_written() -> None:
    assert WRITTEN_FOR.keys() == SEALED_FIELDS.keys() - {INSTALLATIONS}


@pytest.fixture
def town() -> Town:
    return Town()


def looks(town: Town) -> list[tuple[str | None, str | None]]:
    with town.store.reading(TEAM) as records:
        return [
            (entry.by.value, entry.subject.value)
            for entry in records.every(AUDIT)
            if entry.what == Saw.EARLIER_NOTES
        ]


def handed_over(town: Town) -> SessionCard:
    """Have Priya leave a note and a next step, and Ewa show them to Sunil."""
    card = log(town, "2026-11-03 09:00", note=NOTE, next_steps=(STEP,))
    hand_over(town)
    assert went_before(town, SUNIL) == [""]
    assert looks(town) == []
    show_earlier_notes(town.ports, town.actor(EWA), new_pairing(town), shows=True)
    return card


def went_before(town: Town, person: PersonId) -> list[str]:
    page = what_went_before(town.ports, town.actor(person), new_pairing(town))
    return [one.note for one in page.sessions]


def form_of(town: Town, person: PersonId, pairing: PairingId) -> LogForm:
    form = open_log(town.ports, town.actor(person), pairing)
    assert isinstance(form, LogForm)
    return form


def steps_in(form: LogForm) -> list[str]:
    return [step.text for step in form.open_steps]


def seen_by(town: Town, person: PersonId, card: SessionCard) -> list[tuple[str, int]]:
    page = read_session(town.ports, town.actor(person), card.facts.session.id)
    return [(look.by, look.times) for look in page.looks]


def test_a_new_mentor_who_opens_earlier_notes_is_seen_by_whoever_they_are_of(
    town: Town,
) -> None:
    card = handed_over(town)
    assert went_before(town, SUNIL) == [NOTE]
    assert looks(town) == [(SUNIL, PAIR)]
    (by_ect,) = seen_by(town, EWA, card)
    assert by_ect == ("Sunil Rao", 1)
    assert went_before(town, EWA) == [NOTE]
    assert looks(town) == [(SUNIL, PAIR)]  # their own is none


def test_an_earlier_next_step_in_the_log_form_is_a_look_and_drawing_it_anew_none(
    town: Town,
) -> None:
    handed_over(town)
    form = form_of(town, SUNIL, new_pairing(town))
    assert steps_in(form) == [STEP]
    assert looks(town) == [(SUNIL, PAIR)]
    again = redraw(town.ports, town.actor(SUNIL), form.draft, form.mode)
    assert steps_in(again) == [STEP]
    assert looks(town) == [(SUNIL, PAIR)]
    town.clock.moment += timedelta(hours=1)
    form_of(town, SUNIL, new_pairing(town))
    assert looks(town) == [(SUNIL, PAIR)] * 2


def test_what_was_written_for_somebody_is_no_look_by_whichever_way_it_opens(
    town: Town,
) -> None:
    card = log(town, "2026-11-03 09:00", note=NOTE, next_steps=(STEP,))
    session = card.facts.session.id
    for person in (PRIYA, EWA):
        page = read_session(town.ports, town.actor(person), session)
        assert page.card is not None
        assert page.card.note == NOTE
        parts = own_data(town.ports, town.actor(person)).parts
        assert NOTE in [one.get("text") for part in parts for one in part.records]
    assert open_edit(town.ports, town.actor(PRIYA), session).draft.note == NOTE
    assert steps_in(form_of(town, PRIYA, PAIR)) == [STEP]
    assert looks(town) == []


def test_words_of_others_do_not_open_where_nobody_would_note_it(town: Town) -> None:
    log(town, "2026-11-03 09:00", note=NOTE)
    vault = town.ports.vault
    with town.store.reading(TEAM) as records:
        (note,) = records.every(NOTES)
        assert for_its_own(town.ports, records, EWA).words(NOTES, note) == NOTE
        place = Place(TEAM, DROP_IN_WORDS.name, "d1", "next_step")
        words = DropInWords(
            drop_in=DropInId("d1"), pairing=PAIR, next_step=vault.seal(STEP, place)
        )
        with pytest.raises(NotTheirs):
            for_its_own(town.ports, records, SUNIL).words(NOTES, note)
        with pytest.raises(NotTheirs):
            for_its_own(town.ports, records, SUNIL).words(
                DROP_IN_WORDS, words, field="next_step"
            )
