// The composer: messages to the bot, slash commands, and the list of both kinds of opening.

import { h } from "./dom.js";

export class Composer {
  /** `send(text)` answers whether the text was taken; it is kept when not. */
  constructor({ send, shortcut }) {
    Object.assign(this, { send, shortcut });
    this.form = document.getElementById("composer");
    this.field = document.getElementById("message");
    this.label = document.getElementById("message-label");
    this.more = document.getElementById("commands");
    this.list = document.getElementById("command-list");
    this.drafts = new Map();
    this.key = null;
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("input", () => this.fit());
  }

  /** Shows the draft that belongs to this person and conversation. */
  show(key, label) {
    this.label.textContent = label;
    if (key === this.key) return;
    if (this.key !== null) this.drafts.set(this.key, this.field.value);
    this.key = key;
    this.field.value = this.drafts.get(key) || "";
    this.fit();
  }

  fit() {
    this.field.rows = Math.min(8, this.field.value.split("\n").length);
  }

  async submit() {
    const text = this.field.value;
    if (!text.trim() || this.form.getAttribute("aria-busy")) return;
    const { key } = this;
    this.form.setAttribute("aria-busy", "true");
    const taken = await this.send(text);
    this.form.removeAttribute("aria-busy");
    if (!taken) return;
    this.drafts.delete(key);
    // What was typed while the bot was answering stays.
    if (this.key === key && this.field.value === text) this.field.value = "";
    this.fit();
  }

  offer(commands, shortcuts) {
    this.more.hidden = !commands.length && !shortcuts.length;
    this.list.replaceChildren(
      ...commands.map((command) => this.offered(
        command.command, command.usage_hint, command.description, () => this.begin(command.command),
      )),
      ...shortcuts.map((shortcut) => this.offered(
        shortcut.name, "shortcut", shortcut.description, () => this.shortcut(shortcut),
      )),
    );
  }

  offered(name, hint, description, choose) {
    return h(
      "li",
      {},
      h("button", { type: "button", on: { click: choose } }, name),
      " ",
      hint ? h("code", {}, hint) : null,
      " ",
      h("span", { class: "description" }, description || ""),
    );
  }

  begin(command) {
    this.field.value = `${command} `;
    this.fit();
    this.field.focus();
  }
}
