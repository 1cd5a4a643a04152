#!/usr/bin/env bash
# coalesce(room, 'not given') leaves "${room}" in the card when there is no room.
#
# Of: adaptivecards-templating@2.3.1, adaptive-expressions@4.23.3
# Expected: not given: that is what coalesce() is for, and exists(room) says false.
# Seen: the first value is the text ${room} itself, put in for what is missing, so the
# second is never asked; if(exists(room), room, 'not given') gives the right one.
# For the bot: a card would show a mentor "${room}"; each value that can be missing needs
# exists().
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3

cat > run.mjs <<'JS'
import { Template } from 'adaptivecards-templating'
const shown = (text, data) => new Template({ text }).expand({ $root: data }).text
for (const data of [{ room: 'B4' }, {}])
  for (const text of ["${exists(room)}", "${coalesce(room, 'not given')}", "${if(exists(room), room, 'not given')}"])
    console.log(JSON.stringify(data), text, '=>', shown(text, data))
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
{"room":"B4"} ${exists(room)} => true
{"room":"B4"} ${coalesce(room, 'not given')} => B4
{"room":"B4"} ${if(exists(room), room, 'not given')} => B4
{} ${exists(room)} => false
{} ${coalesce(room, 'not given')} => ${room}
{} ${if(exists(room), room, 'not given')} => not given
SEEN
echo "adaptivecards-templating-coalesce-keeps-the-gap: as before"
