#!/usr/bin/env bash
# A line break made with two spaces arrives in Slack as a backslash and a line break.
#
# Of: slackify-markdown@4.5.0
# Expected: a line break: in Slack's mrkdwn a line break is one, and a backslash means
# nothing.
# Seen: "Monday\" and "Tuesday" on two lines; the boxes of a task list are gone as well.
# For the bot: a list of days written in Markdown is shown with a backslash at each line's
# end.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund slackify-markdown@4.5.0

cat > run.mjs <<'JS'
import slackify from 'slackify-markdown'
const convert = slackify.slackifyMarkdown ?? slackify.default ?? slackify
for (const text of ['Monday  \nTuesday', '- [x] planned\n- [ ] held']) console.log(JSON.stringify(text), '->', JSON.stringify(convert(text)))
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
"Monday  \nTuesday" -> "Monday\\\nTuesday\n"
"- [x] planned\n- [ ] held" -> "•   planned\n•   held\n"
SEEN
echo "slackify-markdown-ends-lines-with-a-backslash: as before"
