#!/usr/bin/env bash
# A required field that is hidden keeps the form from being sent, without a word.
#
# Of: adaptivecards@3.0.6, jsdom@29.1.1
# Expected: that the form is sent: isVisible is described as taking an element out of the
# visual tree, and nobody can fill in what they do not see.
# Seen: nothing is sent and no message can be seen, as long as the hidden field is empty.
# For the bot: a form with "other reason", shown by Action.ToggleVisibility, cannot be sent
# by those who do not need it; such a field must not be isRequired.
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

const sent = (isRequired) => {
  const form = card({
    body: [
      { type: 'Input.Text', id: 'note', value: 'met on Friday' },
      { type: 'Container', id: 'other', isVisible: false, items: [{ type: 'Input.Text', id: 'reason', isRequired, label: 'Reason', errorMessage: 'Say why' }] },
    ],
    actions: [{ type: 'Action.Submit', title: 'Send' }],
  })
  let data = 'nothing'
  form.onExecuteAction = (action) => { data = JSON.stringify(action.data) }
  const element = form.render()
  window.document.body.append(element)
  form.getActionAt(0).execute()
  return data
}
console.log('hidden and optional:', sent(false))
console.log('hidden and required:', sent(true))
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
hidden and optional: {"note":"met on Friday"}
hidden and required: nothing
SEEN
echo "adaptivecards-a-hidden-question-stops-the-sending: as before"
