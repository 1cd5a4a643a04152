// The workspace's clock: shows it running and moves it.

import { get, post } from "./api.js";
import { instantOf, localField, nextWeekdayMorning, shortDay, show } from "./times.js";

const TICK_MS = 1000;

export class Clock {
  constructor({ attempt, refresh }) {
    Object.assign(this, { attempt, refresh, zoneName: "Europe/London", start: Date.now(), read: performance.now() });
    this.face = document.getElementById("now");
    this.controls = document.getElementById("clock-controls");
    this.status = document.getElementById("clock-status");
    this.field = document.getElementById("clock-to");
    this.listen();
  }

  now() {
    return new Date(this.start + performance.now() - this.read);
  }

  async load() {
    const { now, zone, movable } = await get("clock");
    this.start = Date.parse(now);
    this.read = performance.now();
    this.zoneName = zone || this.zoneName;
    this.controls.hidden = movable === false;
    document.getElementById("zone").textContent = this.zoneName === "Europe/London" ? "" : this.zoneName;
    if (!this.field.dataset.edited) this.field.value = localField(this.now(), this.zoneName);
    this.tick();
  }

  tick() {
    const now = this.now();
    const time = show(now, this.zoneName, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
    this.face.textContent = `${shortDay(now, this.zoneName)}, ${time}`;
    this.face.dateTime = now.toISOString();
  }

  listen() {
    setInterval(() => this.tick(), TICK_MS);
    const wide = window.matchMedia("(min-width: 50rem)");
    const fold = () => { this.controls.open = wide.matches; };
    wide.addEventListener("change", fold);
    fold();
    for (const button of this.controls.querySelectorAll("[data-advance]")) {
      const { advance } = button.dataset;
      button.addEventListener("click", () => this.move(
        advance === "morning" ? { now: nextWeekdayMorning(this.now(), this.zoneName).toISOString() } : { advance },
      ));
    }
    // What someone is about to move to survives whatever else changes meanwhile.
    this.field.addEventListener("input", () => { this.field.dataset.edited = "yes"; });
    document.getElementById("clock-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.move({ now: instantOf(this.field.value.slice(0, 16), this.zoneName).toISOString() });
    });
  }

  async move(step) {
    if (this.controls.getAttribute("aria-busy")) return;
    this.controls.setAttribute("aria-busy", "true");
    this.tell("Moving the clock…", { seen: true });
    const moved = await this.attempt(() => post("clock", step));
    if (moved) delete this.field.dataset.edited;
    await this.load().catch(() => {});
    await this.refresh();
    this.controls.removeAttribute("aria-busy");
    this.tell(moved ? `It is now ${this.face.textContent}.` : "", { seen: false });
  }

  tell(sentence, { seen }) {
    this.status.textContent = sentence;
    this.status.classList.toggle("spoken", !seen);
  }
}
