"""Spotting a mark or a grade in what a mentor writes: mentors support, not assess (R5).

Source: Department for Education, "Mentors: responsibilities for early career teacher
entitlement", 22 April 2025, "What mentors are not responsible for".
"""

from bot.domain.sessions.typed_line.parts import as_typed, pattern

_MARK = (
    r"(?:\d{1,2}(?:\.\d)?(?:\s?(?:/|out\sof)\s?\d{1,2})?\b"
    r"|good|outstanding|inadequate|poor|pass|fail|red|amber|green)"
)
JUDGEMENT = (
    rf"\b(?:grade|score|rating|mark|judge?ment)\s?[:=]\s?{_MARK}"
    rf"|\b(?:rated|scored|graded)\s(?:(?:as|her|him|it|them)\s){{0,2}}{_MARK}"
    r"|\b(?:grade|score|rating)\s\d{1,2}(?:\.\d)?\s?(?:/|out\sof\s)\s?\d{1,2}\b"
    r"|\bRAG[\s:=-]{1,3}(?:rat(?:ed|ing)[\s:=]{1,2})?(?:red|amber|green)\b"
    r"|(?<![\w.])\d{1,2}\.\d/10\b"
)
_PATTERN = pattern(JUDGEMENT)


def why_no_grade(text: str, *, of: str) -> str | None:
    """Return a sentence for a mentor who put a mark into a text; None for none.

    *of* is what carries no marks, such as "a session".
    """
    match = _PATTERN.search(text)
    return format_no_grade(match[0], of=of) if match else None


def format_no_grade(mark: str, *, of: str) -> str:
    """Ask a mentor to leave a mark out."""
    return (
        f"Mentors support and do not assess, so {of} carries no marks: leave out "
        f"{as_typed(mark)}, and say what you worked on instead."
    )
