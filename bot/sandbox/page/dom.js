// Builds DOM nodes. Data only ever becomes text nodes and attributes here, never markup.

/**
 * One element. Attributes that are null, undefined or false are left out; `on` holds
 * listeners and `data` the data-* attributes. Children may be nested lists.
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    } else if (name === "data") {
      for (const [key, item] of Object.entries(value)) {
        if (item !== null && item !== undefined) node.dataset[key] = item;
      }
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

let last = 0;

/** An id that no other element on the page has. */
export function freshId(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}

/** Text for screen readers only. */
export function spoken(text) {
  return h("span", { class: "spoken" }, text);
}

/**
 * Remembers which control has the focus, and returns a function that gives it back after
 * a redraw: to the same element, else to its successor with the same ids, else to the
 * first of `fallbacks` which finds one (functions of the ts of the message that held it).
 */
export function holdFocus(...fallbacks) {
  const held = document.activeElement;
  if (!held || held === document.body) return () => {};
  const { blockId, actionId } = (held.closest("[data-action-id]") || held).dataset;
  const message = held.closest("[data-ts]")?.dataset.ts;
  const selection = textSelection(held);
  return () => {
    if (held.isConnected && document.activeElement === held) return;
    const next = held.isConnected
      ? held
      : successor({ message, blockId, actionId, value: held.value }) ||
        fallbacks.map((find) => find(message)).find(Boolean);
    if (!next) return;
    next.focus({ preventScroll: true });
    if (selection && textSelection(next)) next.setSelectionRange(...selection);
  };
}

function textSelection(node) {
  // Number and email fields have a selectionStart of null and refuse setSelectionRange.
  return typeof node.selectionStart === "number" ? [node.selectionStart, node.selectionEnd] : null;
}

function successor({ message, blockId, actionId, value }) {
  if (!actionId) return null;
  const scope = message ? `[data-ts="${CSS.escape(message)}"] ` : "";
  const owner = document.querySelector(
    `${scope}[data-block-id="${CSS.escape(blockId)}"][data-action-id="${CSS.escape(actionId)}"]`,
  );
  if (!owner) return null;
  if (owner.matches("button, input, select, textarea")) return owner;
  const choices = [...owner.querySelectorAll("button, input")];
  return choices.find((choice) => choice.value === value) || choices[0] || null;
}
