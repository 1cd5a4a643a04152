#!/usr/bin/env bash
# A TextBlock of "${minutes}" is empty, and a Toggle of "${held}" is off, though the data
# says 45 and true.
#
# Of: adaptivecards@3.0.6, jsdom@29.1.1, adaptivecards-templating@2.3.1,
# adaptive-expressions@4.23.3
# Expected: 45, and a toggle that is on: both libraries are made for each other, and
# "${minutes} minutes" is shown.
# Seen: the template puts a number and a Boolean in; the renderer takes only texts there
# and shows nothing, without a warning in the parse log; a number given as text to
# Input.Number is dropped as well.
# For the bot: a card for Teams must fill in string(minutes), or a value of the kind that
# the field has.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund adaptivecards@3.0.6 jsdom@29.1.1 adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3

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

import { Template } from 'adaptivecards-templating'
const template = new Template({
  body: [
    { type: 'TextBlock', text: '${minutes} minutes' },
    { type: 'TextBlock', text: '${minutes}' },
    { type: 'Input.Toggle', id: 'held', title: 'Held', value: '${held}' },
    { type: 'Input.Number', id: 'left', value: '${left}' },
  ],
  actions: [{ type: 'Action.Submit', title: 'Send' }],
})
for (const data of [{ minutes: 45, held: true, left: '15' }, { minutes: '45', held: 'true', left: 15 }]) {
  const context = new cards.SerializationContext()
  const form = new cards.AdaptiveCard()
  form.parse({ type: 'AdaptiveCard', version: '1.5', ...template.expand({ $root: data }) }, context)
  let sent
  form.onExecuteAction = (action) => { sent = JSON.stringify(action.data) }
  const element = form.render()
  window.document.body.append(element)
  form.getActionAt(0).execute()
  const texts = [...element.querySelectorAll('.ac-textBlock')].map(({ textContent }) => textContent)
  console.log(JSON.stringify(data), 'shows', JSON.stringify(texts), 'sends', sent, 'warnings', context.eventCount)
}
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
{"minutes":45,"held":true,"left":"15"} shows ["45 minutes","Held"] sends {"held":"false"} warnings 0
{"minutes":"45","held":"true","left":15} shows ["45 minutes","45","Held"] sends {"held":"true","left":"15"} warnings 0
SEEN
echo "adaptivecards-what-a-template-fills-in-is-not-shown: as before"
