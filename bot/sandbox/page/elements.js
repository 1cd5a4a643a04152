// Interactive elements that hold a value: each becomes a control that can be read and set.
//
// A control is { node, read, write, unreadable }: `read` gives the value in the form that
// the workspace's submit takes, `unreadable` whether a native field holds half a value.

import { upload } from "./api.js";
import { freshId, h, spoken } from "./dom.js";
import { text } from "./mrkdwn.js";
import { isList, optionsOf } from "./values.js";

const KEYBOARD_PAUSE_MS = 700;
const TYPING_PAUSE_MS = 500;

/**
 * The control for one element. `env` has: ctx, blockId, id, labelledBy, describedBy,
 * required, value (what it holds now), onInput(), onCommit() (null when no one listens).
 */
export function control(element, env) {
  const make = MAKERS[element.type];
  if (!make) return null;
  const made = make(element, env);
  if (env.value !== null && env.value !== undefined) made.write(env.value);
  return { unreadable: () => false, ...made };
}

function identity(element, env) {
  return { blockId: env.blockId, actionId: element.action_id, type: element.type };
}

function fieldAttributes(element, env) {
  return {
    id: env.id,
    "aria-labelledby": env.labelledBy,
    "aria-describedby": env.describedBy,
    "aria-required": env.required ? "true" : null,
    data: identity(element, env),
  };
}

/** Calls env.onInput on every change and env.onCommit once a choice is made, not at every key. */
function listenForChoice(node, env) {
  let byKey = false;
  let timer;
  const commit = () => {
    clearTimeout(timer);
    timer = undefined;
    env.onCommit?.();
  };
  node.addEventListener("pointerdown", () => { byKey = false; });
  node.addEventListener("keydown", (event) => {
    byKey = true;
    if (event.key === "Enter" && timer) commit();
  });
  node.addEventListener("change", () => {
    env.onInput();
    clearTimeout(timer);
    // Arrow keys step through every option of a closed select, and a date typed by hand
    // is complete before its last digit: wait for the keys to rest.
    if (byKey) timer = setTimeout(commit, KEYBOARD_PAUSE_MS);
    else commit();
  });
  node.addEventListener("blur", () => timer && commit());
}

function picker(element, env, groups) {
  const blank = h("option", { value: "" }, placeholder(element, "Choose an option"));
  const node = h("select", fieldAttributes(element, env), blank, groups);
  listenForChoice(node, env);
  return {
    node,
    read: () => node.value || null,
    write: (value) => { node.value = value ?? ""; },
  };
}

function placeholder(element, fallback) {
  return element.placeholder?.text || fallback;
}

function staticSelect(element, env) {
  const option = (item) => h("option", { value: item.value }, text(item.text, env.ctx));
  const groups = element.option_groups
    ? element.option_groups.map((group) =>
        h("optgroup", { label: group.label.text }, group.options.map(option)))
    : element.options.map(option);
  return picker(element, env, groups);
}

function usersSelect(element, env) {
  const people = env.ctx.people().map(({ id, name }) => h("option", { value: id }, name));
  return picker({ ...element, placeholder: element.placeholder || { text: "Choose a person" } }, env, people);
}

/** A fieldset of radio buttons or checkboxes. */
function choices(element, env, options) {
  const many = isList(element);
  const name = freshId("choice");
  const inputs = options.map((item) => {
    const id = freshId("option");
    const describedBy = item.description ? `${id}-description` : null;
    const input = h("input", {
      type: many ? "checkbox" : "radio", id, name, value: item.value, "aria-describedby": describedBy,
    });
    const label = h("label", { for: id }, text(item.text, env.ctx));
    const description = item.description
      && h("span", { class: "description", id: describedBy }, text(item.description, env.ctx));
    return { input, row: h("div", { class: "choice" }, input, h("div", {}, label, description)) };
  });
  const node = h(
    "div",
    {
      ...fieldAttributes(element, env),
      "aria-required": null,
      role: many ? "group" : "radiogroup",
      class: options.length > 8 ? "choices long" : "choices",
      tabindex: "-1",
    },
    inputs.map(({ row }) => row),
  );
  const chosen = () => inputs.filter(({ input }) => input.checked).map(({ input }) => input.value);
  listenForChoice(node, env);
  return {
    node,
    read: () => (many ? chosen() : chosen()[0] ?? null),
    write: (value) => {
      const wanted = new Set([value].flat());
      for (const { input } of inputs) input.checked = wanted.has(input.value);
    },
  };
}

const optionChoices = (element, env) => choices(element, env, optionsOf(element));

function peopleChoices(element, env) {
  return choices(element, env, env.ctx.people().map(({ id, name }) => (
    { value: id, text: { type: "plain_text", text: name, emoji: false } }
  )));
}

function nativePicker(type) {
  return (element, env) => {
    const node = h("input", { type, ...fieldAttributes(element, env) });
    listenForChoice(node, env);
    return {
      node,
      read: () => node.value || null,
      write: (value) => { node.value = value ?? ""; },
      unreadable: () => node.validity.badInput,
    };
  };
}

function textField(element, env, attributes) {
  const node = element.multiline
    ? h("textarea", { rows: 4, ...fieldAttributes(element, env), ...attributes })
    : h("input", { ...fieldAttributes(element, env), ...attributes, autocomplete: "off" });
  listenForTyping(node, element, env);
  return {
    node,
    read: () => node.value || null,
    write: (value) => { node.value = value ?? ""; },
    unreadable: () => node.validity.badInput,
  };
}

function listenForTyping(node, element, env) {
  // Slack's default when an input dispatches and does not say on what.
  const on = element.dispatch_action_config?.trigger_actions_on || ["on_enter_pressed"];
  let timer;
  node.addEventListener("input", () => {
    env.onInput();
    if (!env.onCommit || !on.includes("on_character_entered")) return;
    clearTimeout(timer);
    timer = setTimeout(() => env.onCommit(), TYPING_PAUSE_MS);
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !env.onCommit) return;
    if (element.multiline || !on.includes("on_enter_pressed")) return;
    event.preventDefault();
    clearTimeout(timer);
    env.onCommit();
  });
}

function plainTextInput(element, env) {
  const made = textField(element, env, {
    type: element.multiline ? null : "text",
    placeholder: element.placeholder?.text,
  });
  if (!element.max_length) return made;
  // Only near the end, as in Slack: a count from the first letter on would be noise.
  const left = h("span", { class: "left", "aria-hidden": "true" });
  const count = () => {
    const room = element.max_length - [...made.node.value].length;
    left.textContent = room < 0 ? `${-room} too many` : room <= 50 ? `${room} left` : "";
    left.classList.toggle("over", room < 0);
  };
  made.node.addEventListener("input", count);
  return {
    ...made,
    field: made.node,
    node: h("div", { class: "counted" }, made.node, left),
    write: (value) => { made.write(value); count(); },
  };
}

function typedInput(type, attributes = {}) {
  return (element, env) => textField({ ...element, multiline: false }, env, {
    type, placeholder: element.placeholder?.text, ...attributes,
  });
}

function numberInput(element, env) {
  return typedInput("number", {
    step: element.is_decimal_allowed ? "any" : "1", min: element.min_value, max: element.max_value,
    inputmode: element.is_decimal_allowed ? "decimal" : "numeric",
  })(element, env);
}

/** Files are uploaded as they are picked; the field holds what the workspace calls them. */
function fileInput(element, env) {
  let ids = [];
  const kinds = (element.filetypes || []).map((kind) => `.${kind}`).join(",");
  const field = h("input", {
    ...fieldAttributes(element, env), type: "file", accept: kinds || null,
    multiple: (element.max_files ?? 10) > 1,
  });
  const said = h("p", { class: "hint", "aria-live": "polite" });
  const say = (words) => { said.textContent = words; };
  field.addEventListener("change", async () => {
    say("Uploading…");
    try {
      const taken = await Promise.all([...field.files].map((file) => upload(env.ctx.user(), file)));
      ids = taken.map((file) => file.id);
      say(ids.length ? `Uploaded: ${taken.map((file) => file.name).join(", ")}` : "");
    } catch (error) {
      ids = [];
      say(error.message);
    }
    env.onInput();
  });
  return {
    node: h("div", {}, field, said),
    field,
    read: () => ids,
    write: (value) => {
      ids = value;
      if (ids.length) say("A file is uploaded. Pick another to replace it.");
    },
  };
}

const MAKERS = {
  file_input: fileInput,
  static_select: staticSelect,
  multi_static_select: optionChoices,
  radio_buttons: optionChoices,
  checkboxes: optionChoices,
  users_select: usersSelect,
  multi_users_select: peopleChoices,
  datepicker: nativePicker("date"),
  timepicker: nativePicker("time"),
  plain_text_input: plainTextInput,
  number_input: numberInput,
  email_text_input: typedInput("email"),
  url_text_input: typedInput("url"),
};

/** A hidden label for an element that no input block labels. */
export function hiddenLabel(element, id) {
  const words = placeholder(element, UNLABELLED[element.type] || "Choose an option");
  return h("span", { id }, spoken(words));
}

const UNLABELLED = {
  datepicker: "Date", timepicker: "Time", checkboxes: "Options", radio_buttons: "Options",
  users_select: "Choose a person", multi_users_select: "Choose people",
};
