"""The rules that the product keeps, in our own plain words, so that it can say why.

Source: Department for Education, "Mentors: responsibilities for early career teacher
entitlement", 22 April 2025, applies to England. The words are a summary, not the
guidance's own: who needs those follows the link.
"""

from dataclasses import dataclass
from datetime import date

TITLE = "Mentors: responsibilities for early career teacher entitlement"
PUBLISHED_ON = date(2025, 4, 22)
LINK = (
    "https://www.gov.uk/government/publications/"
    "early-career-teacher-entitlement-roles-and-responsibilities/"
    "mentors-responsibilities-for-early-career-teacher-entitlement"
)

_RESPONSIBILITIES = "Mentors' responsibilities"
_NOT_RESPONSIBLE = "What mentors are not responsible for"
_TRAINING = "Mentor training"
_TIME = "Time off timetable for training and mentoring activities"
_MENTOR_CONCERNS = "If you have concerns about mentoring"
_ECT_CONCERNS = "If your ECT has concerns or difficulties"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that the guidance says."""

    number: str  # "R1" to "R11", as tests and other modules cite it
    says: str  # our wording, whole sentences
    heading: str  # the guidance's heading above it


RULES = (
    Rule(
        "R1",
        "Early career teachers (ECTs) have a 2-year programme of support when they "
        "start teaching.",
        _RESPONSIBILITIES,
    ),
    Rule(
        "R2",
        "A mentor meets their ECT regularly, gives support and feedback, and helps "
        "them relate their training to their subject, phase and school.",
        _RESPONSIBILITIES,
    ),
    Rule(
        "R3", "A mentor arranges informal drop-ins to the classroom.", _RESPONSIBILITIES
    ),
    Rule(
        "R4",
        "If an ECT is having difficulties, their mentor does something about it, soon "
        "and in a way that fits.",
        _RESPONSIBILITIES,
    ),
    Rule(
        "R5",
        "A mentor supports and does not assess. The headteacher and the induction "
        "tutor assess, against the teachers' standards.",
        _NOT_RESPONSIBLE,
    ),
    Rule(
        "R6",
        "A new mentor, where the school works with a training provider funded by the "
        "Department for Education, can have 20 hours of training over one year, about "
        "6 to 7 hours a term, and only once. It goes on if their ECT leaves, and a "
        "provider can tailor it to earlier training.",
        _TRAINING,
    ),
    Rule(
        "R7",
        "Mentors get time off timetable for their training and for supporting their "
        "ECT. Where the school uses a training provider, they typically meet for one "
        "hour a week in the ECT's first year and one hour every 2 weeks in the second.",
        _TIME,
    ),
    Rule(
        "R8",
        "Mentors try to hold sessions in teaching hours. In exceptional circumstances "
        "they might be asked to meet outside them.",
        _TIME,
    ),
    Rule(
        "R9",
        "A mentor with concerns about time off timetable, about what they are entitled "
        "to, or about an ECT's training or progress speaks to the induction tutor.",
        _MENTOR_CONCERNS,
    ),
    Rule(
        "R10",
        "A mentor supports an ECT who struggles with their training. What the mentor "
        "cannot resolve goes to the induction tutor, and so does a problem with "
        "anything else that the ECT is entitled to, such as time off timetable or "
        "mentor support.",
        _ECT_CONCERNS,
    ),
    Rule(
        "R11",
        "If the induction tutor cannot help, the ECT is advised to speak to the "
        "school's appropriate body.",
        _ECT_CONCERNS,
    ),
)

_BY_NUMBER = {rule.number: rule for rule in RULES}


def rule(number: str) -> Rule:
    """Return a rule by its number: `rule("R8")`.

    Raises KeyError for a number that there is not.
    """
    return _BY_NUMBER[number]
