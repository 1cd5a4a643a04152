"""The gallery of reminders, docs/nudges.md: drawn from the example school by the bot.

`python -m tests.gallery` writes it anew; a test holds the page to what is drawn.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

import msgspec

from bot.bank_holidays import EnglandHolidays
from bot.domain.kernel.guidance import LINK, TITLE, rule
from bot.domain.kernel.record import PairingId, PersonId, SessionId
from bot.domain.reminders.nudges import RULE_OF, NudgeKind, NudgeState
from bot.domain.reminders.preferences import Level
from bot.domain.sessions.missed import Why
from bot.keys import new_key
from bot.messages import gather
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, INDUCTIONS, NUDGES
from bot.results.reminders.nudges import NudgeRound, NudgeShown
from bot.sandbox.clock import StillClock
from bot.sandbox.example_school import (
    AMIRA,
    BEN,
    CARLA,
    SCHOOL,
    STARTS,
    TEAM,
    TOM,
    set_up,
)
from bot.sandbox.recording import AtOnce, RecordingFiles, RecordingMessenger
from bot.store.memory import MemoryStore
from bot.usecases.entitlement.training import note_training
from bot.usecases.kernel.claims import Delivery
from bot.usecases.people.changes import enter_reviews
from bot.usecases.people.people_list import person
from bot.usecases.people.roster_settling import Target
from bot.usecases.reminders.daily_run import await_daily_runs, run_day
from bot.usecases.reminders.nudge_content import shown_now
from bot.usecases.reminders.nudge_preferences import set_levels
from bot.usecases.reminders.nudge_rounds import send_due_nudges
from bot.usecases.sessions.follow_up import it_did_not_happen, it_happened, week_without
from bot.vault import KeyVault
from bot.views.reminders.nudge_preferences import KIND_WORDS
from bot.views.reminders.nudges import reminders
from tests.builders import LONDON, at

PAGE = Path(__file__).parents[1] / "docs" / "nudges.md"
_SESSION = SessionId("example-amira-1117")  # Ben and Amira, Tue 17 Nov, 14:00
_OF_AMIRA = PairingId("pairing-amira")
_OF_PRIYA = PairingId("pairing-priya")

_TOP = f"""# Reminders

Every message that comes unasked, as it is drawn for the example school. This page is
written by `python -m tests.gallery`, and a test holds it to the bot.

- They come from 08:00 to 17:00 on school days, on the reader's own working days. What
  fell due meanwhile comes as one message; what is pointless by then is left out, and
  the record says so.
- Nobody gets more than five reminders a week. What is asked for, as the one an hour
  before, comes on top; so does what one must know at once: a concern, the introduction,
  what somebody else has noted, moved or called off for one, a change of mentor.
- Nothing is expected, and nobody is asked, for the time before the day from which your
  school counts ([setup.md](setup.md)), nor in a week of which the school is closed on
  more than one day.
- Each has *Why am I asked this?*, or *Why do I get this?* where it asks nothing, which
  shows the rule, and *Remind me later*: in an hour, tomorrow, next week. `/ect nudges`
  sets each kind to on, quieter or off. A question that was left in three messages
  running becomes quieter by itself, and says so once.
- A message follows what happens: a session that is moved, logged or called off changes
  the messages that show it, where they stand.

The rules are summaries of [{TITLE}]({LINK}).
"""


class Stage:
    """The example school with a clock that stands where it is put."""

    def __init__(self) -> None:
        self.clock = StillClock(STARTS)
        self.store = MemoryStore(ALL_KINDS, ALL_INDEXES)
        numbers = count(1)
        vault = KeyVault([new_key()])
        self.ports = Ports(
            store=self.store,
            clock=self.clock,
            messenger=RecordingMessenger(self.clock),
            files=RecordingFiles(),
            bank_holidays=EnglandHolidays(),
            background=AtOnce(),
            vault=vault,
            gather=gather,
            spare_vault=KeyVault([]),
            new_id=lambda: f"new-{next(numbers)}",
        )
        self._numbers = numbers
        set_up(self.store, vault)
        await_daily_runs(self.ports)

    def go_to(self, local: str) -> None:
        """Put the clock to London's wall clock, and send what is due."""
        self.clock.moment = at(local)
        run_day(self.ports)
        send_due_nudges(self.ports)

    def shown(self, kind: NudgeKind, reader: PersonId) -> NudgeShown:
        """Return a reader's newest reminder of a kind, as it stands now."""
        with self.store.reading(TEAM) as records:
            sent = [
                nudge
                for nudge in records.every(NUDGES)
                if (nudge.kind, nudge.reader, nudge.state)
                == (kind, reader, NudgeState.SENT)
            ]
            shown = shown_now(self.ports, records, sent[-1])
        assert shown is not None
        return shown

    def happened(self) -> None:
        """Ben presses "It happened"."""
        it_happened(self.ports, Actor(TEAM, BEN), _SESSION, self._delivery())

    def called_off(self) -> None:
        """Ben says that the time was taken."""
        it_did_not_happen(
            self.ports,
            Actor(TEAM, BEN),
            _SESSION,
            why=Why.TIME_TAKEN,
            delivery=self._delivery(),
        )

    def without(self, pairing: PairingId, monday: date) -> None:
        """Ben says that a week has no session."""
        actor = Actor(TEAM, BEN)
        week_without(self.ports, actor, pairing, monday=monday, why=Why.AWAY)

    def trained(self, minutes: int) -> None:
        """Ben notes some training."""
        note_training(
            self.ports,
            Actor(TEAM, BEN),
            day=self.clock.now().date(),
            minutes=minutes,
            delivery=self._delivery(),
        )

    def set_level(self, person: PersonId, kind: NudgeKind, level: Level) -> None:
        """Have somebody set a kind."""
        set_levels(self.ports, Actor(TEAM, person), {kind: level})

    def enter_review(self, ect: PersonId, due_on: date) -> None:
        """Have the school enter the date of a review."""
        with self.store.transaction(TEAM) as records:
            induction = records.get(INDUCTIONS, f"{SCHOOL}/{ect}")
            assert induction is not None
            records.put(
                INDUCTIONS, msgspec.structs.replace(induction, reviews=(due_on,))
            )

    def no_reviews(self, ect: PersonId) -> None:
        """Have an induction tutor take the dates off again."""
        seen = person(self.ports, Actor(TEAM, CARLA), SCHOOL, ect).mark
        target = Target(SCHOOL, ect, seen, self._delivery())
        enter_reviews(self.ports, Actor(TEAM, CARLA), target, reviews=())

    def _delivery(self) -> Delivery:
        return Delivery(f"gallery-{next(self._numbers)}")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One kind of reminder: whom it is for, when it comes, how to bring it about."""

    kind: NudgeKind
    reader: PersonId
    to: str
    comes: str
    act: Callable[[Stage], None]
    settle: Callable[[Stage], None] | None = None


def _upcoming(stage: Stage) -> None:
    stage.go_to("2026-11-16 15:30")


def _hour_before(stage: Stage) -> None:
    stage.set_level(AMIRA, NudgeKind.HOUR_BEFORE, Level.ON)
    stage.go_to("2026-11-17 08:15")
    stage.go_to("2026-11-17 13:00")


def _log_it(stage: Stage) -> None:
    stage.go_to("2026-11-16 15:30")
    stage.go_to("2026-11-17 15:30")


def _nothing_planned(stage: Stage) -> None:
    stage.go_to("2026-11-18 08:15")


def _week_ahead(stage: Stage) -> None:
    stage.go_to("2026-11-16 08:15")


def _gap(stage: Stage) -> None:
    stage.go_to("2026-11-30 08:15")


def _digest(stage: Stage) -> None:
    stage.go_to("2026-11-17 15:30")
    stage.called_off()
    stage.go_to("2026-11-20 15:30")


def _review(stage: Stage) -> None:
    stage.enter_review(TOM, date(2026, 12, 11))
    stage.go_to("2026-11-20 08:15")


def _training(stage: Stage) -> None:
    stage.go_to("2026-09-11 15:30")
    stage.trained(90)
    stage.go_to("2026-12-07 08:15")


EXHIBITS = (
    Exhibit(
        NudgeKind.UPCOMING,
        BEN,
        "Mentor and ECT. Only the mentor can move the session or call it off.",
        "The reader's working day before, at 15:30; one message for all of a day's.",
        _upcoming,
        Stage.called_off,
    ),
    Exhibit(
        NudgeKind.HOUR_BEFORE,
        AMIRA,
        "Mentor or ECT, if they asked for it in `/ect nudges`.",
        "An hour before.",
        _hour_before,
        Stage.called_off,
    ),
    Exhibit(
        NudgeKind.LOG_IT,
        BEN,
        "The mentor.",
        "Half an hour after the planned end, and at 08:15 on the next two school days.",
        _log_it,
        Stage.happened,
    ),
    Exhibit(
        NudgeKind.NOTHING_PLANNED,
        BEN,
        "The mentor.",
        "Wednesday at 08:15, or the week's next day on which both work, where a week "
        "(in year 2 a fortnight that runs out) has no session and no reason; not while "
        "one of the two is away for the rest of it.",
        _nothing_planned,
        lambda stage: stage.without(_OF_PRIYA, date(2026, 11, 16)),
    ),
    Exhibit(
        NudgeKind.WEEK_AHEAD,
        CARLA,
        "The induction tutor.",
        "The week's first school day at 08:15.",
        _week_ahead,
    ),
    Exhibit(
        NudgeKind.GAP,
        CARLA,
        "The induction tutor.",
        "With the week ahead, where the last two expected sessions are not logged and "
        "no reason was given.",
        _gap,
        lambda stage: stage.without(_OF_AMIRA, date(2026, 11, 23)),
    ),
    Exhibit(
        NudgeKind.DIGEST,
        CARLA,
        "The induction tutor.",
        "Friday at 15:30, or the week's last school day.",
        _digest,
    ),
    Exhibit(
        NudgeKind.REVIEW,
        CARLA,
        "The induction tutor.",
        "Three weeks before a date that the school entered in the ECT's entry (`/ect "
        "people`), at 08:15.",
        _review,
        lambda stage: stage.no_reviews(TOM),
    ),
    Exhibit(
        NudgeKind.TRAINING,
        BEN,
        "A mentor who notes training hours, with `/ect training`.",
        "Once a half-term at most, on the first school day of its last week but one, "
        "where the hours are more than two behind an even pace.",
        _training,
        lambda stage: stage.trained(360),
    ),
)


def page() -> str:
    """Return the whole page."""
    return "\n".join([_TOP, *(_section(exhibit) for exhibit in EXHIBITS)])


def _section(exhibit: Exhibit) -> str:
    stage = Stage()
    exhibit.act(stage)
    number = RULE_OF[exhibit.kind]
    local = stage.clock.now().astimezone(LONDON)
    parts = [
        f"## {KIND_WORDS[exhibit.kind]}",
        f"**To:** {exhibit.to}",
        f"**Comes:** {exhibit.comes}",
        f"**Why ({number}):** {rule(number).says}",
        f"{local:%a} {local.day} {local:%b, %H:%M}:",
        *_drawn(stage.shown(exhibit.kind, exhibit.reader)),
    ]
    if exhibit.settle is None:
        parts.append("It follows what changes, and has nothing to be settled.")
    else:
        exhibit.settle(stage)
        parts.append("Once it is settled:")
        parts += _drawn(stage.shown(exhibit.kind, exhibit.reader))
    return "\n\n".join(parts) + "\n"


def _drawn(shown: NudgeShown) -> Iterator[str]:
    """Yield a message's words as a quotation, and what can be pressed."""
    lines: list[str] = []
    labels: list[str] = []
    for block in reminders(NudgeRound((shown,))).as_dicts():
        parts: Sequence[dict[str, dict[str, str]]] = block.get("elements", [])  # type: ignore[assignment]  # as Slack's schema has it
        if block["type"] == "actions":
            labels += [(one.get("text") or one["placeholder"])["text"] for one in parts]
        else:
            text: dict[str, str] = block["text"]  # type: ignore[assignment]  # same
            lines += text["text"].split("\n")
    yield "\n>\n".join(f"> {_markdown(line)}" for line in lines)
    if labels:
        yield "Buttons: " + " · ".join(f"`{label}`" for label in labels)


def _markdown(line: str) -> str:
    """Turn Slack's bold into Markdown's."""
    return line.replace("*", "**")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
