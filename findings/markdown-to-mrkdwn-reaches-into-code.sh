#!/usr/bin/env bash
# Stars in code and in a sum are turned into underscores.
#
# Of: markdown-to-mrkdwn==0.3.3
# Expected: `a*b*c` and 5 * 3 * 2 as they are: CommonMark takes nothing in code for
# emphasis, and no star that has a space on both sides.
# Seen: `a_b_c` and 5 _ 3 _ 2; a block between three backticks is left alone.
# For the bot: notes that people wrote are changed on their way into Slack.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check markdown-to-mrkdwn==0.3.3

venv/bin/python > seen <<'PY'
from markdown_to_mrkdwn import SlackMarkdownConverter

convert = SlackMarkdownConverter().convert
for text in ("*well done*", "`a*b*c`", "5 * 3 * 2", "```\na*b*c\n```"):
    print(repr(text), "->", repr(convert(text)))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
'*well done*' -> '_well done_'
'`a*b*c`' -> '`a_b_c`'
'5 * 3 * 2' -> '5 _ 3 _ 2'
'```\na*b*c\n```' -> '```\na*b*c\n```'
SEEN
echo "markdown-to-mrkdwn-reaches-into-code: as before"
