#!/usr/bin/env bash
# Of four equal cards in German, the second and the fourth are shown in the language of
# the device.
#
# Of: adaptivecards@3.0.6, jsdom@29.1.1
# Expected: four equal cards: the same JSON gives the same card, however many were read
# before it.
# Seen: lang is checked with a pattern that remembers where it last stopped, so after each
# card that passes one is refused, and its lang is undefined. A date without SHORT or LONG
# is in the device's language on every card.
# For the bot: in a chat with many cards every other one would be in the wrong language;
# the bot writes its dates itself.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London LC_ALL=C
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

const source = { lang: 'de', body: [{ type: 'TextBlock', text: '{{DATE(2026-09-04T15:00:00Z,LONG)}}, {{DATE(2026-09-04T15:00:00Z)}}' }] }
for (let number = 1; number <= 4; number++) {
  const made = card(source)
  console.log(number, made.lang, made.render().textContent)
}
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
1 de Freitag, 4. September 2026, 9/4/2026
2 undefined Friday, September 4, 2026, 9/4/2026
3 de Freitag, 4. September 2026, 9/4/2026
4 undefined Friday, September 4, 2026, 9/4/2026
SEEN
echo "adaptivecards-every-second-card-loses-its-language: as before"
