"""How long each class of records is kept, in words."""

from bot.domain.data_protection.retention import Keep, Retention


def format_keep(keep: Keep, retention: Retention) -> str:
    """Say how long a class of records is kept at a school."""
    later = retention.words_terms
    terms = {0: "that term", 1: "the term after"}.get(later, f"{later} terms later")
    words = {
        Keep.SCHOOL: "for as long as the school uses ECT Bot",
        Keep.PLACE: (
            "for as long as you are in the school's list of people; then it goes when "
            "things are next let go of"
        ),
        Keep.FACTS: (
            f"{retention.facts_years} years after the induction ends; what belongs to "
            "none, as long after you have left the list; then the numbers stay without "
            "names"
        ),
        Keep.WORDS: f"until the end of {terms}" if later < 2 else f"until {terms}",  # noqa: PLR2004 - 0 and 1 have words of their own
        Keep.CONCERN: (
            f"{retention.concerns_months} months after it is closed; then that there "
            "was one stays, without names or words"
        ),
        Keep.MESSAGES: f"{retention.messages_months} months",
        Keep.AUDIT: f"{retention.audit_years} years",
        Keep.MACHINE: "it is about nobody; the latest stays, or it goes within a day",
    }
    return words[keep]
