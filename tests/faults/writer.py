"""A process that writes units of work and prints each confirmed one until it is killed.

`python -m tests.faults.writer FILE FIRST`: unit FIRST and on.
"""

import sys
from itertools import count
from pathlib import Path

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.store.data_file.embedded import EmbeddedStore
from tests.faults.units import write_units


def _say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    opened = EmbeddedStore(Path(sys.argv[1]), ALL_KINDS, ALL_INDEXES)
    _say("open")
    for unit in count(int(sys.argv[2])):
        write_units(opened, [unit])
        _say(unit)
