// The open modal: a dialog that shows the top view, checks the form and sends it.

import { post } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { alertPerson, clearAlerts } from "./dialogs.js";
import { h, holdFocus } from "./dom.js";
import { plain, text } from "./mrkdwn.js";
import { complaint, valueFromState } from "./values.js";

const KEEP_PAUSE_MS = 600;

/**
 * Shows one person's open view. `refresh` fetches what changed, `attempt` runs a request
 * and turns a refusal into an alert (answering undefined).
 */
export class Modal {
  constructor({ ctx, refresh, attempt, fallbackFocus }) {
    Object.assign(this, { ctx, refresh, attempt, fallbackFocus });
    this.user = null;
    this.view = null;
    this.drawn = null;
    this.fields = [];
    this.typed = new Map(); // view id -> Map of "block action type" -> value
    this.build();
  }

  build() {
    this.title = h("h2", { id: "modal-title", tabindex: "-1" });
    this.body = h("div", { class: "modal-body" });
    this.alerts = h("div", { class: "alerts", role: "alert" });
    this.cancel = h("button", { type: "button", on: { click: () => this.close() } });
    this.submit = h("button", { type: "submit", class: "primary" });
    const form = h(
      "form",
      { novalidate: true, on: { submit: (event) => this.send(event) } },
      this.title, this.body, this.alerts, h("div", { class: "row end" }, this.cancel, this.submit),
    );
    this.dialog = h("dialog", { id: "modal", "aria-labelledby": "modal-title" }, form);
    this.dialog.addEventListener("cancel", (event) => {
      if (event.target !== this.dialog) return;
      event.preventDefault();
      this.close();
    });
    // Browsers let a second Escape close a dialog whatever the page says.
    this.dialog.addEventListener("close", () => this.view && !this.dialog.open && this.close());
    document.body.append(this.dialog);
  }

  /** Shows the view (null: none) that the person has open now. */
  show(user, view) {
    if (user !== this.user) this.hide();
    this.user = user;
    this.view = view;
    if (!view) {
      this.hide();
      return;
    }
    const face = JSON.stringify({ ...view, state: undefined });
    if (face !== this.drawn) this.draw(face);
  }

  hide() {
    if (this.view) clearTimeout(this.keeping);
    this.view = null;
    this.drawn = null;
    this.typed.clear();
    if (this.dialog.open) {
      this.dialog.close();
      this.giveBack?.();
    }
  }

  draw(face) {
    const { view } = this;
    const another = this.shownId !== view.id || !this.dialog.open;
    const restore = another ? null : holdFocus(() => this.title);
    this.drawn = face;
    this.shownId = view.id;
    this.title.replaceChildren(...text(view.title, this.ctx));
    this.cancel.replaceChildren(...(view.close ? text(view.close, this.ctx) : plain(view.submit ? "Cancel" : "Close")));
    this.submit.hidden = !view.submit;
    this.submit.replaceChildren(...text(view.submit, this.ctx));
    const { nodes, fields } = drawBlocks(view.blocks, this.surface(view));
    this.fields = fields;
    this.body.replaceChildren(...nodes);
    this.dialog.dataset.viewId = view.id;
    this.dialog.dataset.callbackId = view.callback_id ?? "";
    this.alerts.replaceChildren();
    if (!this.dialog.open) {
      // After a reload, nothing had the focus to give back.
      const nowhere = document.activeElement === document.body;
      this.giveBack = nowhere ? () => this.fallbackFocus().focus() : holdFocus(this.fallbackFocus);
      this.dialog.showModal();
    }
    if (another) this.focusFirst();
    else restore();
  }

  focusFirst() {
    this.body.scrollTop = 0;
    const first = this.fields.find(({ element }) => element.focus_on_load) || this.fields[0];
    if (first) first.focus();
    else this.title.focus();
  }

  surface(view) {
    if (!this.typed.has(view.id)) this.typed.set(view.id, new Map());
    const typed = this.typed.get(view.id);
    return {
      ctx: this.ctx,
      valueOf: (blockId, element) => {
        const key = keyOf(blockId, element);
        if (typed.has(key)) return typed.get(key);
        return valueFromState(view.state?.values?.[blockId]?.[element.action_id]);
      },
      remember: (blockId, element, value) => {
        typed.set(keyOf(blockId, element), value);
        clearTimeout(this.keeping);
        this.keeping = setTimeout(() => this.keep().catch(() => {}), KEEP_PAUSE_MS);
      },
      act: (action) => this.act(view, action),
    };
  }

  /** What the form's fields hold, keyed as the workspace takes them. */
  values() {
    return Object.fromEntries(
      this.fields.map(({ block, element, control }) => [`${block.block_id}.${element.action_id}`, control.read()]),
    );
  }

  keep() {
    clearTimeout(this.keeping);
    if (!this.view || !this.fields.length) return Promise.resolve();
    return post("state", { user: this.user, view_id: this.view.id, values: this.values() });
  }

  async act(view, action) {
    clearAlerts();
    await this.attempt(async () => {
      await this.keep();
      await post("click", { user: this.user, view_id: view.id, ...action });
    });
    await this.refresh();
  }

  async send(event) {
    event.preventDefault();
    if (this.submit.hidden || this.submit.getAttribute("aria-busy")) return;
    clearAlerts();
    clearTimeout(this.keeping);
    if (this.complain(this.complaints())) return;
    this.submit.setAttribute("aria-busy", "true");
    const answer = await this.attempt(() => (
      post("submit", { user: this.user, view_id: this.view.id, values: this.values() })
    ));
    await this.refresh();
    this.submit.removeAttribute("aria-busy");
    if (answer?.errors) this.complain(answer.errors);
  }

  complaints() {
    const found = this.fields.map(({ block, element, control }) => [
      block.block_id,
      complaint(element, control.read(), { optional: block.optional, unreadable: control.unreadable() }),
    ]);
    return Object.fromEntries(found.filter(([, sentence]) => sentence));
  }

  /** Shows each sentence at its field and goes to the first; answers whether there was one. */
  complain(errors) {
    let first;
    for (const field of this.fields) {
      const sentence = errors[field.block.block_id];
      field.complain(sentence);
      if (sentence) first ??= field;
    }
    const known = new Set(this.fields.map(({ block }) => block.block_id));
    const stray = Object.entries(errors).filter(([blockId]) => !known.has(blockId));
    if (stray.length) alertPerson(stray.map(([, sentence]) => sentence).join(" "));
    first?.focus();
    return Boolean(first || stray.length);
  }

  async close() {
    if (!this.view) return;
    clearAlerts();
    clearTimeout(this.keeping);
    await this.attempt(() => post("close", { user: this.user, view_id: this.view.id }));
    await this.refresh();
  }
}

function keyOf(blockId, element) {
  // With the type, as a successor of another type cannot take the value over.
  return JSON.stringify([blockId, element.action_id, element.type]);
}
