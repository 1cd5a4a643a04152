// The list of people to be, with what each has not read.

import { h, spoken } from "./dom.js";

const GONE = "deactivated";

export class People {
  constructor({ choose }) {
    this.list = document.getElementById("people-list");
    this.select = document.getElementById("people-select");
    this.select.addEventListener("change", () => choose(this.select.value));
    this.drawn = "";
  }

  show(people, unread, current) {
    const face = JSON.stringify([people, unread, current]);
    if (face === this.drawn) return;
    const before = document.activeElement?.dataset?.person;
    this.drawn = face;
    this.list.replaceChildren(...people.map((person) => this.row(person, unread[person.id] || 0, person.id === current)));
    this.select.replaceChildren(...people.map((person) => {
      const count = unread[person.id] ? `, ${unread[person.id]} unread` : "";
      const gone = person.deleted ? `, ${GONE}` : "";
      return h("option", { value: person.id }, `${person.name} (${roles(person) || "no role"}${gone})${count}`);
    }));
    this.select.value = current ?? "";
    if (before) this.list.querySelector(`[data-person="${CSS.escape(before)}"]`)?.focus();
  }

  row(person, count, isCurrent) {
    const badge = count ? h("span", { class: "badge" }, String(count), spoken(" unread")) : null;
    return h(
      "li",
      {},
      h(
        "a",
        {
          href: `#${person.id}`,
          class: [count && "unread", person.deleted && GONE].filter(Boolean).join(" ") || null,
          "aria-current": isCurrent ? "true" : null,
          data: { person: person.id },
        },
        h(
          "span",
          { class: "who" },
          h("span", { class: "name" }, person.name, person.deleted ? ` (${GONE})` : ""),
          " ",
          h("span", { class: "roles" }, roles(person)),
        ),
        badge,
      ),
    );
  }
}

function roles(person) {
  return (person.roles || []).map((role) => (role === "ect" ? "ECT" : role.replaceAll("_", " "))).join(", ");
}
