#!/usr/bin/env bash
# Asked for "Zoe Example", the search finds Joe and Tom before "Example, Zoe".
#
# Of: fuse.js@7.5.0
# Expected: "Example, Zoe" first: both words are in it, letter for letter, and in no other
# entry.
# Seen: it comes after both: the search compares the whole text from its beginning, so a
# shared second word outweighs both words in the other order. "Example Zoe" finds it
# first.
# For the bot: a staff list exported surname first must be turned round before a name is
# looked for; the bot takes a name whole or asks.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund fuse.js@7.5.0

cat > run.mjs <<'JS'
import Fuse from 'fuse.js'
const staff = new Fuse(['Example, Zoe', 'Sample, Ada', 'Tom Example', 'Joe Example'], { includeScore: true })
for (const name of ['Zoe Example', 'Example Zoe'])
  console.log(`${name}:`, staff.search(name).map(({ item, score }) => `${item} (${score.toFixed(2)})`).join('; '))
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
Zoe Example: Joe Example (0.18); Tom Example (0.30); Example, Zoe (0.49); Sample, Ada (0.65)
Example Zoe: Example, Zoe (0.18); Tom Example (0.53); Joe Example (0.53); Sample, Ada (0.65)
SEEN
echo "fuse-js-finds-joe-and-tom-before-example-zoe: as before"
