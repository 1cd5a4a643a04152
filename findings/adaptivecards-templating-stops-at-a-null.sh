#!/usr/bin/env bash
# A null in the data stops the whole card, a missing field does not.
#
# Of: adaptivecards-templating@2.3.1, adaptive-expressions@4.23.3
# Expected: an empty place, or ${room} as for a missing field: Microsoft's page on the
# template language promises graceful handling of null.
# Seen: TypeError as soon as the null stands beside other text; alone it stays null.
# For the bot: a person without a room, kept as null, has no card at all; nulls must be
# taken out of the data first.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3

cat > run.mjs <<'JS'
import { Template } from 'adaptivecards-templating'
for (const [text, data] of [['${room}', { room: null }], ['Room ${room}', {}], ['Room ${room}', { room: null }]]) {
  try {
    console.log(text, JSON.stringify(data), '->', JSON.stringify(new Template({ text }).expand({ $root: data }).text))
  } catch (error) {
    console.log(text, JSON.stringify(data), '->', error.name)
  }
}
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
${room} {"room":null} -> null
Room ${room} {} -> "Room ${room}"
Room ${room} {"room":null} -> TypeError
SEEN
echo "adaptivecards-templating-stops-at-a-null: as before"
