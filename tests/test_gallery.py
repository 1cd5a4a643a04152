"""The gallery of reminders in the docs is what the bot draws today."""

from bot.domain.reminders.nudges import NudgeKind
from tests.gallery import EXHIBITS, PAGE, page


def test_the_page_shows_what_is_drawn() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.gallery"


def test_every_kind_is_in_the_gallery() -> None:
    assert {exhibit.kind for exhibit in EXHIBITS} == set(NudgeKind)
