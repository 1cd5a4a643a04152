// Block Kit blocks as DOM nodes, for messages, modals and the home tab alike.

import { confirmed, menu } from "./dialogs.js";
import { freshId, h, spoken } from "./dom.js";
import { control, hiddenLabel } from "./elements.js";
import { mrkdwn, plain, text } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { initialValue } from "./values.js";

/**
 * Draws blocks. `surface` has: ctx (names, zone, clock), valueOf(blockId, element) (what
 * the element was left holding, or undefined), remember(blockId, element, value) and
 * act({ block_id, action_id, value }) which tells the bot.
 *
 * Returns { nodes, fields }: a field is an input block's { block, element, control,
 * complain }, for whoever sends the form.
 */
export function drawBlocks(blocks, surface) {
  const fields = [];
  const nodes = (blocks || []).map((block) => {
    const draw = BLOCKS[block.type] || unknown;
    const node = draw(block, surface, fields);
    node.classList.add("block", `block-${block.type}`);
    node.dataset.blockId = block.block_id ?? "";
    return node;
  });
  return { nodes, fields };
}

const BLOCKS = { section, header, divider, context, actions, input, image, rich_text, markdown };

function unknown(block) {
  return h("p", { class: "unknown" }, `This page cannot show a “${block.type}” block.`);
}

function section(block, surface) {
  const id = freshId("section");
  const words = h(
    "div",
    { class: "words", id },
    block.text && h("div", { class: "text" }, text(block.text, surface.ctx)),
    block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", {}, text(field, surface.ctx)))),
  );
  const accessory = block.accessory && interactive(block.accessory, block, surface, { labelledBy: id });
  return h("div", { class: accessory ? "with-accessory" : null }, words, accessory);
}

function header(block, surface) {
  return h("h3", {}, text(block.text, surface.ctx));
}

function divider() {
  return h("hr");
}

function context(block, surface) {
  return h("div", {}, block.elements.map((element) => (
    element.type === "image" ? picture(element) : h("span", {}, text(element, surface.ctx))
  )));
}

function actions(block, surface) {
  return h("div", {}, block.elements.map((element) => interactive(element, block, surface)));
}

function image(block, surface) {
  return h(
    "figure",
    {},
    block.title && h("figcaption", {}, text(block.title, surface.ctx)),
    picture(block),
  );
}

function picture(element) {
  const address = element.image_url || element.slack_file?.url || "";
  const own = address.startsWith("data:image/") || address.startsWith(`${location.origin}/`);
  if (own) return h("img", { src: address, alt: element.alt_text });
  // The page asks nothing of any other host, so a picture from elsewhere is named, not fetched.
  return h("span", { class: "picture", role: "img", "aria-label": element.alt_text }, `Picture: ${element.alt_text}`);
}

function rich_text(block, surface) {
  return h("div", {}, richText(block, surface.ctx));
}

function markdown(block, surface) {
  // Standard Markdown's bold is the one mark that mrkdwn writes differently and often.
  return h("div", {}, mrkdwn(block.text.replace(/\*\*(.+?)\*\*/g, "*$1*"), surface.ctx));
}

function input(block, surface, fields) {
  const { element } = block;
  const id = freshId("field");
  const ids = { label: `${id}-label`, hint: `${id}-hint`, error: `${id}-error` };
  const error = h("p", { class: "error", id: ids.error });
  const made = valueControl(element, block, surface, {
    id,
    labelledBy: ids.label,
    describedBy: [block.hint && ids.hint, ids.error].filter(Boolean).join(" "),
    required: !block.optional,
    dispatches: Boolean(block.dispatch_action),
  });
  if (!made) return unknownElement(element);
  const field = made.field || made.node;
  const complain = (sentence) => {
    error.textContent = sentence || "";
    if (sentence) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };
  const focus = () => (field.matches("[role]") ? field.querySelector("input") || field : field).focus();
  fields.push({ block, element, control: made, complain, focus });
  return h(
    "div",
    {},
    h(
      // Only a single field can be a label's target; a group takes its name from aria-labelledby.
      field.matches("[role]") ? "span" : "label",
      { class: "label", id: ids.label, for: field.matches("[role]") ? null : id },
      text(block.label, surface.ctx),
      block.optional && h("span", { class: "optional" }, " (optional)"),
    ),
    made.node,
    block.hint && h("p", { class: "hint", id: ids.hint }, text(block.hint, surface.ctx)),
    error,
  );
}

function unknownElement(element) {
  return h("p", { class: "unknown" }, `This page cannot show a “${element.type}” element.`);
}

/** An element of an actions block or a section's accessory: whatever it does, it tells the bot. */
function interactive(element, block, surface, { labelledBy } = {}) {
  if (element.type === "button") return button(element, block, surface);
  if (element.type === "overflow") return overflow(element, block, surface);
  if (element.type === "image") return picture(element);
  const id = freshId("element");
  const made = valueControl(element, block, surface, {
    id, labelledBy: labelledBy || `${id}-label`, dispatches: true,
  });
  if (!made) return unknownElement(element);
  return h("div", { class: "element" }, labelledBy ? null : hiddenLabel(element, `${id}-label`), made.node);
}

function valueControl(element, block, surface, { dispatches, ...env }) {
  // A field that was emptied holds null, which is not the same as never touched.
  const left = surface.valueOf(block.block_id, element);
  const start = left === undefined ? initialValue(element) : left;
  let committed = start;
  const made = control(element, {
    ...env,
    ctx: surface.ctx,
    blockId: block.block_id,
    value: start,
    onInput: () => surface.remember(block.block_id, element, made.read()),
    onCommit: dispatches ? commit : null,
  });
  return made;

  async function commit() {
    const value = made.read();
    if (element.confirm && !(await confirmed(element.confirm, surface.ctx))) {
      made.write(committed);
      surface.remember(block.block_id, element, committed);
      return;
    }
    committed = value;
    surface.act({ block_id: block.block_id, action_id: element.action_id, value });
  }
}

function button(element, block, surface) {
  const press = async () => {
    if (node.getAttribute("aria-busy")) return;
    if (element.confirm && !(await confirmed(element.confirm, surface.ctx))) return;
    if (element.url) openAddress(element.url);
    node.setAttribute("aria-busy", "true");
    try {
      await surface.act({ block_id: block.block_id, action_id: element.action_id, value: element.value });
    } finally {
      node.removeAttribute("aria-busy");
    }
  };
  const node = h(
    "button",
    {
      type: "button",
      class: element.style,
      "aria-label": element.accessibility_label,
      data: { blockId: block.block_id, actionId: element.action_id, type: "button" },
      on: { click: press },
    },
    text(element.text, surface.ctx),
  );
  return node;
}

function openAddress(address) {
  if (/^https?:/i.test(address)) window.open(address, "_blank", "noopener,noreferrer");
}

function overflow(element, block, surface) {
  const choose = async (option) => {
    if (element.confirm && !(await confirmed(element.confirm, surface.ctx))) return;
    if (option.url) openAddress(option.url);
    await surface.act({ block_id: block.block_id, action_id: element.action_id, value: option.value });
  };
  return menu({
    label: "More options",
    content: h("span", { "aria-hidden": "true" }, "⋯"),
    data: { blockId: block.block_id, actionId: element.action_id, type: "overflow" },
    items: element.options.map((option) => ({
      label: [
        ...text(option.text, surface.ctx),
        option.description ? h("span", { class: "description" }, plain(` ${option.description.text}`)) : spoken(""),
      ],
      value: option.value,
      choose: () => choose(option),
    })),
  });
}
