// Small dialogs and the page's alerts.

import { freshId, h, holdFocus } from "./dom.js";
import { text } from "./mrkdwn.js";

/** Shows a sentence that something was refused; it stays until dismissed or replaced. */
export function alertPerson(sentence) {
  const place = alertPlace();
  const dismiss = h("button", { type: "button", class: "quiet", on: { click: () => place.replaceChildren() } }, "Dismiss");
  place.replaceChildren(h("div", { class: "toast" }, h("p", {}, sentence), dismiss));
}

/** Takes away what an earlier attempt had to say. */
export function clearAlerts() {
  alertPlace().replaceChildren();
}

function alertPlace() {
  // All but the top dialog is inert, for eyes and for screen readers alike.
  const dialogs = document.querySelectorAll("dialog[open]");
  return dialogs[dialogs.length - 1]?.querySelector(".alerts") || document.getElementById("alerts");
}

/** Shows a dialog until it is closed; resolves to its return value, "" for Escape. */
function answered(dialog) {
  const giveBack = holdFocus();
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      giveBack();
      resolve(dialog.returnValue);
    }, { once: true });
  });
}

/** Asks for a text; resolves to it, or to null when the person thought better of it. */
export async function asked({ title, value = "", send }) {
  const id = freshId("ask");
  const field = h("textarea", { id, rows: 4, required: true });
  field.value = value;
  const dialog = h(
    "dialog",
    { class: "ask", "aria-labelledby": `${id}-title` },
    h(
      "form",
      { method: "dialog" },
      h("h2", {}, h("label", { id: `${id}-title`, for: id }, title)),
      h("div", { class: "text" }, field),
      h("div", { class: "alerts", role: "alert" }),
      h(
        "div",
        { class: "row end" },
        h("button", { type: "button", on: { click: () => dialog.close("") } }, "Cancel"),
        h("button", { class: "primary", value: "yes" }, send),
      ),
    ),
  );
  return (await answered(dialog)) === "yes" ? field.value : null;
}

/** Asks as a Block Kit confirm object says; resolves to whether the person went ahead. */
export async function confirmed(confirm, ctx) {
  const title = freshId("confirm");
  const choose = (value) => {
    dialog.close(value ? "yes" : "");
    // The browser's own event comes later: by then somebody else may be looked at, and would act.
    dialog.dispatchEvent(new Event("close"));
  };
  const answer = (value) => h(
    "button",
    {
      type: "button",
      class: value ? confirm.style || "primary" : null,
      on: { click: () => choose(value) },
    },
    text((value ? confirm.confirm : confirm.deny) || { type: "plain_text", text: value ? "Yes" : "Cancel" }, ctx),
  );
  const dialog = h(
    "dialog",
    { class: "confirm", "aria-labelledby": title, "aria-describedby": `${title}-text` },
    h("h2", { id: title }, text(confirm.title || { type: "plain_text", text: "Are you sure?" }, ctx)),
    h("div", { id: `${title}-text`, class: "text" }, text(confirm.text, ctx)),
    h("div", { class: "alerts", role: "alert" }),
    h("div", { class: "row end" }, answer(false), answer(true)),
  );
  return (await answered(dialog)) === "yes";
}

/** A button that opens a list of buttons beneath it; Escape closes it and gives focus back. */
export function menu({ label, content, data, items }) {
  const id = freshId("menu");
  const list = h("ul", { id, class: "menu", hidden: true });
  const button = h(
    "button",
    { type: "button", class: "quiet", "aria-label": label, "aria-expanded": "false", "aria-controls": id, data },
    content,
  );
  const open = (wanted) => {
    list.hidden = !wanted;
    button.setAttribute("aria-expanded", String(wanted));
    if (!wanted) return;
    list.scrollIntoView({ block: "nearest" });
    list.querySelector("button")?.focus();
  };
  for (const { label: words, value, choose } of items) {
    const take = () => {
      open(false);
      button.focus();
      choose();
    };
    list.append(h("li", {}, h("button", { type: "button", value, on: { click: take } }, words)));
  }
  button.addEventListener("click", () => open(list.hidden));
  const whole = h("div", { class: "menu-holder" }, button, list);
  whole.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    // Or the dialog around it would close as well.
    event.preventDefault();
    event.stopPropagation();
    open(false);
    button.focus();
  });
  whole.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !whole.contains(event.relatedTarget)) open(false);
  });
  return whole;
}
