#!/usr/bin/env bash
# An activity of Teams that is read and written again has lost who was mentioned, and its
# local time.
#
# Of: botbuilder-schema==4.17.1
# Expected: the same JSON: the class is the schema of just these fields, and unknown ones
# are kept as additional properties.
# Seen: the mention is {"type": "mention"} without the person and the text; localTimestamp
# 16:00+01:00 becomes 15:00Z, the UTC time once more; the conversation's tenantId is gone.
# For the bot: what came in must be kept as the JSON that it was, not through this class.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check botbuilder-schema==4.17.1

venv/bin/python > seen <<'PY'
from botbuilder.schema import Activity

sent = {
    "type": "message",
    "timestamp": "2026-09-04T15:00:00Z",
    "localTimestamp": "2026-09-04T16:00:00+01:00",
    "conversation": {"id": "c", "tenantId": "t"},
    "entities": [{"type": "mention", "text": "<at>ECT Bot</at>", "mentioned": {"id": "b", "name": "ECT Bot"}}],
}
back = Activity.deserialize(sent).serialize()
for name in sent:
    print(name, "kept" if back[name] == sent[name] else back[name])
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
type kept
timestamp 2026-09-04T15:00:00.000Z
localTimestamp 2026-09-04T15:00:00.000Z
conversation {'id': 'c'}
entities [{'type': 'mention'}]
SEEN
echo "botbuilder-forgets-who-was-mentioned: as before"
