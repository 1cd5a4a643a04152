"""What is one sending of a form, and what the same again."""

from collections.abc import Iterator

import pytest

from bot.ports.kinds import TRAINING_ENTRIES
from bot.sandbox.example_school import TEAM
from bot.sandbox.rehearsal import Rehearsal
from tests.slack.forms import a_form, send_form


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    with Rehearsal(tmp_path_factory.mktemp("data") / "practice.db") as opened:
        yield opened


def noted(rehearsal: Rehearsal) -> int:
    """Return how many entries of training there are."""
    with rehearsal.store.reading(TEAM) as records:
        return sum(1 for _ in records.every(TRAINING_ENTRIES))


def test_a_form_that_slack_delivers_again_is_saved_once(rehearsal: Rehearsal) -> None:
    form, before = a_form(60), noted(rehearsal)
    first = send_form(rehearsal.bot.app, form, trigger="8.1")
    for retry in (1, 2, 3):
        assert send_form(rehearsal.bot.app, form, trigger="8.1", retry=retry) == first
    assert noted(rehearsal) == before + 1


def test_a_person_who_sends_the_same_again_as_no_answer_came_has_it_saved_once(
    rehearsal: Rehearsal,
) -> None:
    form, before = a_form(60), noted(rehearsal)
    first = send_form(rehearsal.bot.app, form, trigger="8.2")
    assert send_form(rehearsal.bot.app, form, trigger="8.3") == first
    assert noted(rehearsal) == before + 1


def test_another_answer_in_the_same_form_is_saved_too(rehearsal: Rehearsal) -> None:
    form, before = a_form(60), noted(rehearsal)
    other = a_form(45) | {"id": form["id"], "hash": form["hash"]}
    assert "1 hour of training" in str(send_form(rehearsal.bot.app, form))
    assert "45 minutes of training" in str(send_form(rehearsal.bot.app, other))
    assert noted(rehearsal) == before + 2


def test_the_same_answer_in_a_form_that_was_drawn_anew_is_saved_too(
    rehearsal: Rehearsal,
) -> None:
    form, before = a_form(60), noted(rehearsal)
    send_form(rehearsal.bot.app, form)
    send_form(rehearsal.bot.app, {**form, "hash": "9.second"})
    assert noted(rehearsal) == before + 2
