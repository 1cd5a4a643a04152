#!/usr/bin/env bash
# Block.parse(block).to_dict() gives back less than Slack sent.
#
# Of: slack-sdk==3.47.0
# Expected: the same block, or at least an error: these are fields of Slack's reference for
# rich text, and fields such as bold come through.
# Seen: the language of a code block, the border of a quotation and the "unsafe" mark of a
# link are gone; of a list of blocks one of an unknown type becomes None.
# For the bot: a message that is read, changed in one place and written back through these
# classes loses parts; the plain dict must be changed instead.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check slack-sdk==3.47.0

venv/bin/python > seen <<'PY'
from slack_sdk.models.blocks import Block

text = {"type": "text", "text": "notes", "style": {"bold": True}}
parts = {
    "rich_text_preformatted": {"border": 0, "language": "python"},
    "rich_text_quote": {"border": 1},
}
for kind, extra in parts.items():
    sent = {"type": "rich_text", "elements": [{"type": kind, "elements": [text], **extra}]}
    back = Block.parse(sent).to_dict()["elements"][0]
    print(kind, "lost", *(key for key in extra if key not in back), "| bold kept", back["elements"] == [text])
link = {"type": "link", "url": "https://school.example", "unsafe": True}
sent = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [link]}]}
print("link lost", *(set(link) - set(Block.parse(sent).to_dict()["elements"][0]["elements"][0])))
print(Block.parse_all([{"type": "divider"}, {"type": "made_next_year"}]))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
rich_text_preformatted lost language | bold kept True
rich_text_quote lost border | bold kept True
link lost unsafe
[<slack_sdk.DividerBlock: {'type': 'divider'}>, None]
SEEN
echo "slack-sdk-forgets-parts-of-a-message-it-read: as before"
