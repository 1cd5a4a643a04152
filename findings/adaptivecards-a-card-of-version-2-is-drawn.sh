#!/usr/bin/env bash
# A card of a version that the renderer does not know is drawn all the same, and its
# fallbackText is not shown.
#
# Of: adaptivecards@3.0.6, jsdom@29.1.1
# Expected: the fallbackText: the schema has it as what is shown when the client does not
# support the version, and this renderer knows versions up to 1.6.
# Seen: the body is drawn for 2.0 as for 1.5.
# For the bot: a test with this renderer does not show what Teams does with a card whose
# version is too high.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund adaptivecards@3.0.6 jsdom@29.1.1

cat > run.mjs <<'JS'
import { createRequire } from 'node:module'
import { JSDOM } from 'jsdom'
const { window } = new JSDOM('<!doctype html><body></body>')
globalThis.window = window
for (const name of Object.getOwnPropertyNames(window)) if (/^(HTML|document$|Node$|Element$|Event|KeyboardEvent|MouseEvent)/.test(name)) globalThis[name] ??= window[name]
const cards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js')
cards.AdaptiveCard.onProcessMarkdown = (text, result) => Object.assign(result, { outputHtml: text, didProcess: true })
const card = (content) => {
  const made = new cards.AdaptiveCard()
  made.parse({ type: 'AdaptiveCard', version: '1.5', ...content })
  return made
}

for (const version of ['1.5', '2.0']) {
  const shown = card({ version, fallbackText: 'Please update Teams.', body: [{ type: 'TextBlock', text: 'Log a session' }] }).render().textContent
  console.log(version, shown)
}
console.log('known up to', cards.Versions.latest.toString())
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
1.5 Log a session
2.0 Log a session
known up to 1.6
SEEN
echo "adaptivecards-a-card-of-version-2-is-drawn: as before"
