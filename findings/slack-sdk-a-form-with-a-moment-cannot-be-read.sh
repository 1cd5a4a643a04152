#!/usr/bin/env bash
# View(**view) fails on what Slack sends for a form with a datetimepicker.
#
# Of: slack-sdk==3.47.0
# Expected: a View: the class takes the view of an interaction payload, state included, and
# the package has a class for that very element.
# Seen: TypeError about selected_date_time; the same form with a datepicker is read.
# For the bot: a handler that reads a sent form through this class fails as soon as somebody
# adds a field for day and time in one.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check slack-sdk==3.47.0

venv/bin/python > seen <<'PY'
from slack_sdk.models.blocks import DateTimePickerElement
from slack_sdk.models.views import View


def sent(answer):
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Log a session"},
        "blocks": [{"type": "divider"}],
        "state": {"values": {"when": {"pick": answer}}},
    }


print(DateTimePickerElement(action_id="pick").type)
for answer in ({"type": "datepicker", "selected_date": "2026-09-04"}, {"type": "datetimepicker", "selected_date_time": 1788526800}):
    try:
        print(answer["type"], View(**sent(answer)).to_dict()["state"]["values"]["when"]["pick"])
    except TypeError as error:
        print(answer["type"], "TypeError", str(error).rpartition(") ")[2])
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
datetimepicker
datepicker {'selected_date': '2026-09-04', 'type': 'datepicker'}
datetimepicker TypeError got an unexpected keyword argument 'selected_date_time'
SEEN
echo "slack-sdk-a-form-with-a-moment-cannot-be-read: as before"
