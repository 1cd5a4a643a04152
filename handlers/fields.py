"""Reading what people put into a form's fields."""

import math
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.instants import as_instant, on_the_clock
from bot.domain.kernel.record import PersonId
from handlers.calls import Body

_ABSURD = 1_000_000  # minutes; dates could not be worked out with so many


class Values:
    """What a form's fields hold; an absent field is an empty one."""

    def __init__(self, view: Body) -> None:
        self._values: dict[str, dict[str, Any]] = view["state"]["values"]

    def has(self, name: str) -> bool:
        """Whether the form shows this field."""
        return name in self._values

    def lacking(self, *names: str) -> list[str]:
        """Return which of these fields hold nothing."""
        return [
            name
            for name in names
            if not any(v for k, v in self.field(name).items() if k != "type")
        ]

    def field(self, name: str) -> dict[str, Any]:
        """Return what a field's one element holds."""
        return next(iter(self._values.get(name, {}).values()), None) or {}

    def text(self, name: str) -> str:
        """Return what was typed."""
        return self.field(name).get("value") or ""

    def option(self, name: str) -> str | None:
        """Return the one thing that was picked, if any."""
        chosen = self.field(name).get("selected_option")
        return chosen["value"] if chosen else None

    def picked(self, name: str) -> str:
        """Return the one thing picked, where Slack lets nobody leave it out."""
        return str(self.field(name)["selected_option"]["value"])

    def day(self, name: str) -> date:
        """Return the day picked, where Slack lets nobody leave it out."""
        return date.fromisoformat(self.field(name)["selected_date"])

    def day_if_any(self, name: str) -> date | None:
        """Return the day picked, None where it was left out."""
        picked = self.field(name).get("selected_date")
        return date.fromisoformat(picked) if picked else None

    def person(self, name: str) -> PersonId:
        """Return who is picked, where Slack lets nobody leave them out."""
        return PersonId(self.field(name)["selected_user"])

    def options(self, name: str) -> list[str]:
        """Return all that was ticked or picked."""
        return [one["value"] for one in self.field(name).get("selected_options") or ()]

    def moment(self, remembered: datetime, zone: ZoneInfo) -> datetime:
        """Return the instant of the date and time picked on the clocks of a zone.

        What is not shown is as *remembered*.
        """
        local = remembered.astimezone(zone)
        day = self.field(Field.DAY).get("selected_date")
        start = self.field(Field.START).get("selected_time")
        on = date.fromisoformat(day) if day else local.date()
        at = time.fromisoformat(start) if start else local.time()
        if (on, f"{at:%H:%M}") == (local.date(), f"{local:%H:%M}"):
            return as_instant(remembered)  # of an hour that comes twice, too
        return on_the_clock(on, at, zone)

    def minutes(self, remembered: int) -> int:
        """Return a length; raises Unfit for what is no number, or is absurd."""
        typed = self.text(Field.LENGTH)
        if not typed:
            return remembered
        try:
            minutes = float(typed)
        except ValueError:
            minutes = math.nan
        if not abs(minutes) < _ABSURD:
            raise Unfit(
                "Give the length in whole minutes, like 50.", field=Field.LENGTH
            )
        return int(minutes)
