"""A bot that records messages and sends them until it is killed: `sender FILE API N`.

Each life begins five minutes after the one before, so that what was being sent when
the last one ended is taken up again; sixty fit in the contact window of a school day.
"""

import sys
from datetime import date, timedelta
from pathlib import Path

from bot.app import EctBot, open_store
from bot.domain.kernel.record import SchoolId
from bot.domain.outbox.notices import NoticeKind
from bot.ports.kinds import NOTICES
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import CARLA, SCHOOL, STARTS, TEAM
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET
from bot.slack.client import make_client
from bot.usecases.delivery.sending import deliver_due
from bot.usecases.outbox.notices import tell
from bot.vault import KeyVault

A_LIFE = 10  # messages
_LIVES_A_DAY = 60
_SCHOOL_DAYS = (0, 1, 2, 5, 6, 7, 8, 9)  # after a Wednesday
FIRST_DAY = date(2030, 1, 1)


def main(path: Path, api_url: str, life: int) -> None:
    """Record ten messages of this life, each sent before the next, and say "done"."""
    today, place = divmod(life, _LIVES_A_DAY)
    begins = timedelta(days=_SCHOOL_DAYS[today], minutes=5 * place)
    clock = MovableClock(STARTS + begins)
    client = make_client(BOT_TOKEN, api_url)
    store = open_store(path)
    bot = EctBot(store, client, clock, SIGNING_SECRET, vault=KeyVault([]))
    sys.stdout.write("open\n")
    sys.stdout.flush()
    deliver_due(bot.ports)
    for number in range(A_LIFE):
        day = FIRST_DAY + timedelta(days=life * A_LIFE + number)
        with store.transaction(TEAM) as records:
            tell(
                records,
                NoticeKind.TERMS_END,
                reader=CARLA,
                subject=f"{SCHOOL}|{day.isoformat()}",
                school=SchoolId(SCHOOL),
                not_before=clock.now(),
            )
        deliver_due(bot.ports)
    with store.reading(TEAM) as records:
        sys.stdout.write(f"{sum(1 for _ in records.every(NOTICES))}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
