"""The rules as data, and that a test stands for each one that is kept so far."""

import ast
from pathlib import Path

import pytest

from bot.domain.kernel.guidance import LINK, PUBLISHED_ON, RULES, TITLE, Rule, rule

TESTS = Path(__file__).parents[2]

# The rules that a part of the product enforces by now; a new part adds its own.
ENFORCED = {"R1", "R2", "R4", "R5", "R7", "R8", "R9", "R10", "R11"}

# The headings of the guidance, as published on 22 April 2025.
HEADINGS = {
    "Mentors' responsibilities",
    "What mentors are not responsible for",
    "Mentor training",
    "If you have previous mentor training",
    "Time off timetable for training and mentoring activities",
    "If you have concerns about mentoring",
    "If your ECT has concerns or difficulties",
}


def test_the_rules_are_r1_to_r11_in_order() -> None:
    assert [each.number for each in RULES] == [f"R{n}" for n in range(1, 12)]


def test_a_rule_is_found_by_its_number() -> None:
    assert rule("R8").number == "R8"
    with pytest.raises(KeyError):
        rule("R12")


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.number)
def test_each_rule_is_whole_sentences_under_a_heading_of_the_guidance(
    each: Rule,
) -> None:
    assert each.says[0].isupper()
    assert each.says.endswith(".")
    assert each.heading in HEADINGS


def test_the_source_names_its_title_date_and_address() -> None:
    assert TITLE.startswith("Mentors: responsibilities")
    assert PUBLISHED_ON.isoformat() == "2025-04-22"
    assert LINK.startswith("https://www.gov.uk/")
    assert LINK.endswith(
        "mentors-responsibilities-for-early-career-teacher-entitlement"
    )


@pytest.mark.parametrize("word", ["breach", "fail", "overdue", "must", "complian"])
def test_no_rule_is_worded_harder_than_the_guidance(word: str) -> None:
    assert [each.number for each in RULES if word in each.says.lower()] == []


@pytest.mark.rule("R7")
def test_the_usual_rhythm_is_called_typical_as_the_guidance_does() -> None:
    assert "typically" in rule("R7").says


def test_every_rule_that_is_enforced_has_a_test_marked_with_it() -> None:
    assert ENFORCED - _rules_marked() == set()


def test_every_mark_names_a_rule_that_there_is() -> None:
    assert _rules_marked() - {each.number for each in RULES} == set()


def _rules_marked() -> set[str]:
    """Return the numbers in all `@pytest.mark.rule(...)` above test functions."""
    return {
        argument.value
        for path in TESTS.rglob("test_*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and function.name.startswith("test_")
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call)
        and ast.unparse(decorator.func) == "pytest.mark.rule"
        for argument in decorator.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
