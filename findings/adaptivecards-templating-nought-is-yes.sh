#!/usr/bin/env bash
# ${if(count, ...)} takes the yes branch for 0 and for an empty text; the same value as
# $when removes the element.
#
# Of: adaptivecards-templating@2.3.1, adaptive-expressions@4.23.3
# Expected: no for 0, "" and a missing value alike, as in the JavaScript that the library is
# written in, or at least the same in both places.
# Seen: if(0) and if("") say yes, if(missing) says no; $when with 0 or "" removes.
# For the bot: "You have 0 meetings to log" is shown to everybody who has none; the
# condition must be written out, count > 0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3

cat > run.mjs <<'JS'
import { Template } from 'adaptivecards-templating'
const data = { $root: { nought: 0, empty: '' } }
for (const name of ['nought', 'empty', 'missing']) {
  const said = new Template({ text: "${if(" + name + ", 'yes', 'no')}" }).expand(data).text
  const kept = new Template({ body: [{ $when: '${' + name + '}', text: 'x' }] }).expand(data).body.length
  console.log(name, '| if:', said, '| $when:', kept ? 'shown' : 'removed')
}
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
nought | if: yes | $when: removed
empty | if: yes | $when: removed
missing | if: no | $when: removed
SEEN
echo "adaptivecards-templating-nought-is-yes: as before"
