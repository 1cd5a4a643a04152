#!/usr/bin/env bash
# After pip install botbuilder-core the package cannot be imported.
#
# Of: botbuilder-core==4.17.1
# Expected: that it can: it is the core of Microsoft's SDK for bots in Python, and pip
# brings what a package says it needs.
# Seen: ModuleNotFoundError: aiohttp, which the code needs and the metadata does not name.
# For the bot: a bot for Teams that locks its dependencies must name aiohttp itself.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check botbuilder-core==4.17.1

venv/bin/python > seen <<'PY'
try:
    import botbuilder.core
except ModuleNotFoundError as error:
    print(type(error).__name__, error.name)
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
ModuleNotFoundError aiohttp
SEEN
echo "botbuilder-core-lacks-a-part-of-itself: as before"
