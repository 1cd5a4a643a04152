"""What people wrote is shown letter by letter as they wrote it."""

import ast
from datetime import datetime
from pathlib import Path

import pytest

import bot.views
from bot.domain.entitlement.time_off import read_time_line
from bot.domain.kernel.formatting import capitalised, uncapitalised
from bot.domain.sessions.log_line import NotUnderstood
from tests.domain.sessions.lines import NOW, TODAY

_CHANGES = {"lower", "upper", "capitalize", "title", "swapcase", "casefold"}
VIEWS = sorted(Path(bot.views.__file__).parent.rglob("[!_]*.py"))


@pytest.mark.parametrize(
    "path", VIEWS, ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_no_view_changes_letters_of_what_it_is_given(path: Path) -> None:
    """Our labels are put in sentences by `formatting.py`, that knows acronyms."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _CHANGES
    ]
    assert found == []


def test_a_label_loses_its_first_capital_and_an_acronym_none() -> None:
    assert uncapitalised("One of us was away") == "one of us was away"
    assert uncapitalised("ECT away") == "ECT away"
    assert uncapitalised("INSET day, Mr Khan") == "INSET day, Mr Khan"
    assert capitalised("the ECT asked") == "The ECT asked"
    assert (uncapitalised(""), capitalised("")) == ("", "")


def test_what_cannot_be_read_is_quoted_as_it_was_typed() -> None:
    typed = "lost Mr Khan's PE cover"
    read = read_time_line(typed, now_local=datetime.combine(TODAY, NOW))
    assert isinstance(read, NotUnderstood)
    assert "“Mr Khan's PE”" in read.problem
