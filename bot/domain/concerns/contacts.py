"""People outside the bot whom one can turn to; the school enters and confirms them.

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025
(R9 to R11), and *Induction for early career teachers (England)*: every ECT has a named
contact at an appropriate body, who can differ from one ECT to the next.
"""

from bot.domain.kernel.record import Record


class Contact(Record, frozen=True, kw_only=True):
    """Somebody to turn to, and how to reach them."""

    name: str
    organisation: str = ""
    reach: str  # an address or a number, as people read it
