#!/usr/bin/env bash
# "$when": false leaves the element in the card.
#
# Of: adaptivecards-templating@2.3.1, adaptive-expressions@4.23.3
# Expected: that it goes: $when takes a condition, and false is the plainest of all;
# "$when": "false" and "$when": "${false}" do remove it.
# Seen: with the word false of JSON itself the element stays; and "${name}" with a name in
# it, which would be true elsewhere, removes it.
# For the bot: a card made by a program that has worked the condition out shows the part it
# should hide.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3

cat > run.mjs <<'JS'
import { Template } from 'adaptivecards-templating'
for (const condition of [false, 'false', '${false}', '${name}', '${name != null}']) {
  const { body } = new Template({ body: [{ $when: condition, text: 'x' }] }).expand({ $root: { name: 'Ada' } })
  console.log(JSON.stringify(condition), body.length ? 'shown' : 'removed')
}
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
false shown
"false" removed
"${false}" removed
"${name}" removed
"${name != null}" shown
SEEN
echo "adaptivecards-templating-shows-what-is-false: as before"
