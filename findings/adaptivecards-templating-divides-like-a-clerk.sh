#!/usr/bin/env bash
# ${45/60} is 0 and ${7.0/2} is 3.
#
# Of: adaptivecards-templating@2.3.1, adaptive-expressions@4.23.3
# Expected: 0.75 and 3.5, at the least where one number is written with a decimal point:
# expressions are written in JSON, which has one kind of number.
# Seen: whole numbers, since 7.0 is a whole number too; 7.5/2 is 3.75.
# For the bot: hours from minutes must be worked out before the card is filled.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3

cat > run.mjs <<'JS'
import { Template } from 'adaptivecards-templating'
for (const sum of ['45/60', '7.0/2', '7.5/2', 'minutes/60.0']) console.log(sum, new Template({ text: '${' + sum + '}' }).expand({ $root: { minutes: 90 } }).text)
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
45/60 0
7.0/2 3
7.5/2 3.75
minutes/60.0 1
SEEN
echo "adaptivecards-templating-divides-like-a-clerk: as before"
