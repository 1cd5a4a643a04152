#!/usr/bin/env bash
# A request that is refused as too large uses up the whole window.
#
# Of: limits==5.8.0
# Expected: nothing is spent: hit() with a cost of 5 against 2 a minute is refused, and two
# single requests are still free. The moving window does so.
# Seen: with FixedWindowRateLimiter the refused 5 are counted, and every single request of
# that minute is refused after it.
# For the bot: one import of many lines that was turned away would shut its sender out of
# everything else for the window.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check limits==5.8.0

venv/bin/python > seen <<'PY'
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter

for kind in (FixedWindowRateLimiter, MovingWindowRateLimiter):
    limiter, two = kind(MemoryStorage()), parse("2/minute")
    print(kind.__name__, "five at once", limiter.hit(two, cost=5), "then one", limiter.hit(two), "and one", limiter.hit(two))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
FixedWindowRateLimiter five at once False then one False and one False
MovingWindowRateLimiter five at once False then one True and one True
SEEN
echo "limits-counts-what-it-refused: as before"
