#!/usr/bin/env bash
# Neither import nor require of the package's own name works outside a bundler.
#
# Of: adaptivecards@3.0.6 on Node.js 20
# Expected: that one of both works: package.json names a main file, which is what Node.js
# loads for the name of a package.
# Seen: ERR_MODULE_NOT_FOUND for both, since lib/ imports its parts without their endings;
# dist/adaptivecards.js can be required.
# For the bot: a test of our cards must name the file in dist/.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund adaptivecards@3.0.6

cat > run.mjs <<'JS'
import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
for (const [way, load] of Object.entries({
  import: () => import('adaptivecards'),
  require: async () => require('adaptivecards'),
  'require of dist': async () => require('adaptivecards/dist/adaptivecards.js'),
})) {
  try {
    console.log(way, typeof (await load()).AdaptiveCard)
  } catch (error) {
    console.log(way, error.code)
  }
}
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
import ERR_MODULE_NOT_FOUND
require ERR_MODULE_NOT_FOUND
require of dist function
SEEN
echo "adaptivecards-cannot-be-imported-by-node: as before"
