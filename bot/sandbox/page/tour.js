// The guided tour: a panel that says what to press as whom, and moves on when it is done.

import { h } from "./dom.js";
import { standing, STEPS } from "./tour_steps.js";

export class Tour {
  constructor({ choose, nameOf }) {
    Object.assign(this, { choose, nameOf, step: -1, before: null, seen: {} });
    this.panel = document.getElementById("tour");
    this.opener = document.getElementById("tour-start");
    this.status = document.getElementById("tour-status");
    this.opener.addEventListener("click", () => this.start());
  }

  /** Offers the tour where all who take part in it are in the workspace. */
  offer(people) {
    const known = new Set(people.map((person) => person.id));
    this.opener.hidden = !STEPS.every((step) => known.has(step.as));
  }

  start() {
    this.goTo(0, "The tour begins.");
    this.panel.querySelector("h2").focus();
  }

  end() {
    this.step = -1;
    document.body.classList.remove("touring");
    this.panel.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.focus();
  }

  /** Looks at the page as it now stands: is this step done? */
  look(state) {
    const step = STEPS[this.step];
    if (!step || !state.loaded) return;
    const isThem = state.user === step.as;
    if (isThem !== this.isThem) {
      this.isThem = isThem;
      this.draw("");
    }
    if (!isThem) return;
    this.before ??= standing(state);
    if (step.done(state, this.before, this.seen)) this.goTo(this.step + 1, `Done. ${step.note}`);
  }

  goTo(number, said) {
    Object.assign(this, { step: number, before: null, seen: {}, isThem: false });
    document.body.classList.add("touring");
    this.opener.setAttribute("aria-expanded", "true");
    this.panel.hidden = false;
    this.draw(said);
  }

  draw(said) {
    const step = STEPS[this.step];
    this.said = said || this.said;
    const held = this.panel.contains(document.activeElement);
    this.panel.replaceChildren(
      h("h2", { tabindex: "-1" }, "Guided tour"),
      h("p", { class: "tour-said" }, this.said),
      ...(step ? this.asked(step) : this.last()),
    );
    if (held) this.panel.querySelector("h2").focus();
    if (!said) return;
    const now = step ? `Step ${this.step + 1}: ${step.title}. As ${this.nameOf(step.as)}: ${step.do.join("")}` : "The tour is over.";
    this.status.textContent = `${said} ${now}`;
  }

  asked(step) {
    const name = this.nameOf(step.as);
    const be = h("button", { type: "button", class: "primary", on: { click: () => this.choose(step.as) } }, `Be ${name}`);
    const [first, key, rest] = step.do;
    if (step.opens) document.getElementById(step.opens).open = true;
    return [
      h("p", { class: "hint" }, `Step ${this.step + 1} of ${STEPS.length}`),
      h("h3", {}, step.title),
      h("p", {}, this.isThem ? ["You are ", h("strong", {}, name), "."] : be),
      h("p", {}, first, h("strong", { class: "tour-key" }, key), rest),
      h(
        "div",
        { class: "row" },
        h("button", { type: "button", on: { click: () => this.goTo(this.step + 1, "Left out.") } }, "Skip this step"),
        h("button", { type: "button", class: "quiet", on: { click: () => this.end() } }, "End the tour"),
      ),
    ];
  }

  last() {
    return [
      h("h3", {}, "That was the tour"),
      h("p", {}, "Be anybody, type /ect help, and try what you like. Nothing here reaches Slack."),
      h(
        "div",
        { class: "row" },
        h("button", { type: "button", on: { click: () => this.start() } }, "Start again"),
        h("button", { type: "button", class: "primary", on: { click: () => this.end() } }, "Close the tour"),
      ),
    ];
  }
}
