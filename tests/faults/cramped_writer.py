"""A process that writes units of work under a limit on file size, then without it.

`python -m tests.faults.cramped_writer FILE LIMIT`: prints how many units it confirmed.
Linux refuses a write beyond the limit as it does on a full disk (Python ignores the
signal that comes with it), and no privilege is needed.
"""

import resource
import sys
from pathlib import Path

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.store.data_file.embedded import EmbeddedStore
from tests.faults.units import fill_up, units_kept, write_units

if __name__ == "__main__":
    store = EmbeddedStore(Path(sys.argv[1]), ALL_KINDS, ALL_INDEXES)
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), unlimited[1]))
    refused = fill_up(store, 0)
    assert units_kept(store) == refused == fill_up(store, refused)
    resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    write_units(store, range(refused, refused + 50))
    store.close()
    sys.stdout.write(str(refused + 50))
