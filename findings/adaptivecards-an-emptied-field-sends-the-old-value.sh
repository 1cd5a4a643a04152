#!/usr/bin/env bash
# A field that is emptied by hand sends what it held before, if the action's data has that
# name too.
#
# Of: adaptivecards@3.0.6, jsdom@29.1.1
# Expected: an empty text, or nothing: what is in the form goes over the action's data, as
# it does for a field that is filled in.
# Seen: an empty field is left out of what is sent, so the value in the data of the action
# stays; without such data an emptied field cannot be told from one that was not there.
# For the bot: a card that carries the old record in its action would bring back notes
# that somebody deleted; the ids of fields must not be names in the data.
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

const sent = (typed, data) => {
  const form = card({
    body: [{ type: 'Input.Text', id: 'notes', value: 'old notes' }],
    actions: [{ type: 'Action.Submit', title: 'Send', data }],
  })
  let result
  form.onExecuteAction = (action) => { result = JSON.stringify(action.data) }
  const element = form.render()
  window.document.body.append(element)
  element.querySelector('input').value = typed
  form.getActionAt(0).execute()
  element.remove()
  return result
}
const record = { meeting: 7, notes: 'old notes' }
console.log('other notes typed:', sent('other notes', record))
console.log('notes deleted:', sent('', record))
console.log('notes deleted, none in the data:', sent('', { meeting: 7 }))
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
other notes typed: {"meeting":7,"notes":"other notes"}
notes deleted: {"meeting":7,"notes":"old notes"}
notes deleted, none in the data: {"meeting":7}
SEEN
echo "adaptivecards-an-emptied-field-sends-the-old-value: as before"
