#!/usr/bin/env bash
# In the locale en-GB the short month of September is "Sept", and "4 Sep 2026" is no date.
#
# Of: luxon@3.7.2 on Node.js 20, whose month names come from CLDR
# Expected: both forms are read: Python's %b, Excel and most exports write Sep, in every
# English locale, and August to October are all three letters elsewhere.
# Seen: en-GB reads "4 Sept 2026" only, en-US "4 Sep 2026" only; every other month is the
# same in both.
# For the bot: in the one month in which schools begin, dates that Python wrote are invalid
# for a JavaScript reader set to British English.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund luxon@3.7.2

cat > run.mjs <<'JS'
import { DateTime } from 'luxon'
for (const text of ['4 Aug 2026', '4 Sep 2026', '4 Sept 2026', '4 Oct 2026']) {
  const read = (locale) => `${locale} ${DateTime.fromFormat(text, 'd MMM yyyy', { locale }).isValid}`
  console.log(text, read('en-GB'), read('en-US'))
}
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
4 Aug 2026 en-GB true en-US true
4 Sep 2026 en-GB false en-US true
4 Sept 2026 en-GB true en-US false
4 Oct 2026 en-GB true en-US true
SEEN
echo "luxon-in-england-cannot-read-4-sep: as before"
