"""Upgrade from schema 1 to 2: bring times that 0.1.0 saved in local time to UTC.

Its forms handed over London's clock, so in summer "+01:00" was kept, and reminders were
named by local time with a Z: one of another time could be in their place already. Here
are rows as they stand in a file or a database, one workspace's at a time, and plain
JSON: whatever the records become, this goes on doing the same to old ones.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.kernel.instants import brought_to_utc, from_text, stamp

_REMINDS_OF_A_SESSION = ("hour_before", "log_it")
_WAITING = "waiting"

Body = dict[str, Any]
Rows = Iterable[tuple[str, str, str]]  # kind, key and body
RemindersOf = Callable[[str], Iterable[tuple[str, str]]]  # key and body, by session


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a row; with no *body* it goes."""

    kind: str
    key: str  # as it was
    new_key: str
    body: str | None


def changes_of(rows: Rows, reminders_of: RemindersOf) -> Iterator[Change]:
    """Yield what becomes of one workspace's *rows* that are not in UTC, once each.

    A session's reminders that still wait go, and so does the sweep of its school, which
    is made anew as the bot starts, and makes them as the session stands. Those that
    came keep their place, by the right name, so that none comes twice.
    """
    sessions: dict[str, Body] = {}
    touched: dict[str, str] = {}  # sessions, and the school of each
    for kind, key, body in rows:
        told = json.loads(body)
        if kind == "sessions":
            sessions[key], touched[key] = told, told["school"]
        elif kind == "nudges" and told["kind"] in _REMINDS_OF_A_SESSION:
            touched[told["subject"]] = told["school"]
            continue
        yield _in_utc(kind, key, body, told)
    for session in touched:
        found = {key: json.loads(body) for key, body in reminders_of(session)}
        yield from _reminders(found, sessions.get(session))
    for school in sorted(set(touched.values())):
        yield Change("sweeps", school, school, None)


def _in_utc(kind: str, key: str, body: str, told: Body) -> Change:
    """Bring a row's moments to UTC, and the one that a message is named by."""
    new_key = key
    occasion = told.get("occasion") if kind == "notices" else None
    if occasion and "T" in occasion:
        told["occasion"] = from_text(occasion).isoformat()
        is_in_flight = told.get("may_be_posted") and told.get("ts") is None
        if not is_in_flight:  # or else it is looked for in Slack, by this very key
            new_key = told["key"] = key.replace(occasion, told["occasion"])
        body = _text(told)
    return Change(kind, key, new_key, brought_to_utc(body))


def _reminders(found: dict[str, Body], session: Body | None) -> Iterator[Change]:
    """Let go of a session's reminders that wait, and name by UTC those that came."""
    names: set[str] = set()
    behind = {
        key.split(":")[2]: offset
        for key, told in found.items()
        if told["kind"] == "log_it"
        and (offset := datetime.fromisoformat(told["not_before"]).utcoffset())
    }
    if session is not None:
        local = datetime.fromisoformat(session["starts_at"])
        behind[f"{local:%Y%m%dT%H%MZ}"] = local.utcoffset() or timedelta()
    for key, told in sorted(found.items()):
        if told["state"] == _WAITING:
            yield Change("nudges", key, key, None)
            continue
        new_key = _name(key, told, behind)
        while new_key in names:
            new_key += ":again"  # it came twice: both stay known
        names.add(new_key)
        told["key"] = new_key
        body = brought_to_utc(_text(told))
        yield Change("nudges", key, new_key, body)


def _text(told: Body) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _name(key: str, told: Body, behind: dict[str, timedelta]) -> str:
    """Name a reminder by when its session began, or was to: what it shows says that."""
    _kind, _session, was, *_rest = key.split(":")
    begins = from_text(told["not_after"])
    if told["kind"] == "log_it":
        at = datetime.strptime(was, "%Y%m%dT%H%MZ")  # noqa: DTZ007 - of which clock, is the question
        begins = from_text(f"{at - behind.get(was, timedelta())}+00:00")
    return key.replace(f":{was}:", f":{stamp(begins)}:")
