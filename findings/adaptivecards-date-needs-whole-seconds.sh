#!/usr/bin/env bash
# {{DATE(...)}} with thousandths of a second is shown to the reader as it stands.
#
# Of: adaptivecards@3.0.6, jsdom@29.1.1
# Expected: a date: the function takes a time as RFC 3339 has it, which allows a fraction,
# and toISOString() of JavaScript always writes one.
# Seen: 2026-09-04T15:00:00Z is shown as a date, 2026-09-04T15:00:00.000Z stays
# {{DATE(2026-09-04T15:00:00.000Z,SHORT)}}.
# For the bot: times for a card must be cut to whole seconds, or a teacher reads program
# text.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
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

Object.defineProperty(globalThis, 'navigator', { value: { language: 'en-GB' } })
for (const time of ['2026-09-04T15:00:00Z', '2026-09-04T15:00:00.000Z']) {
  const text = `{{DATE(${time},SHORT)}}`
  const shown = card({ body: [{ type: 'TextBlock', text }] }).render().textContent
  console.log(text, '->', shown === text ? 'as it stands' : 'a date')
}
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
{{DATE(2026-09-04T15:00:00Z,SHORT)}} -> a date
{{DATE(2026-09-04T15:00:00.000Z,SHORT)}} -> as it stands
SEEN
echo "adaptivecards-date-needs-whole-seconds: as before"
