#!/usr/bin/env bash
# On a Wednesday, "a week on Tuesday" is yesterday, and "a week today" is today.
#
# Of: chrono-node@2.10.3
# Expected: 22 September and 16 September, as everybody in Britain means it; en.GB is the
# reader for them.
# Seen: the week is passed over without a word: what is left, "on Tuesday", is the nearest
# one, which was yesterday. "In two weeks" is read.
# For the bot: a meeting planned in such words would lie in the past; what is passed over
# in a sentence must be shown to whoever wrote it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund chrono-node@2.10.3

cat > run.mjs <<'JS'
import * as chrono from 'chrono-node'
const wednesday = new Date('2026-09-09T10:00:00')
for (const text of ['in two weeks', 'a week on Tuesday', 'Tuesday week', 'a week today', 'a week tomorrow', 'Friday fortnight']) {
  const [found] = chrono.en.GB.parse(text, wednesday)
  console.log(`${text}: "${found.text}" is ${found.start.date().toString().slice(0, 15)}`)
}
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
in two weeks: "in two weeks" is Wed Sep 23 2026
a week on Tuesday: "on Tuesday" is Tue Sep 08 2026
Tuesday week: "Tuesday" is Tue Sep 08 2026
a week today: "today" is Wed Sep 09 2026
a week tomorrow: "tomorrow" is Thu Sep 10 2026
Friday fortnight: "Friday" is Fri Sep 11 2026
SEEN
echo "chrono-a-week-on-tuesday-was-yesterday: as before"
