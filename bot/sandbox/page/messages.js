// The list of messages in one conversation.

import { drawBlocks } from "./blocks.js";
import { menu } from "./dialogs.js";
import { h, holdFocus } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { clockTime, dayNumber, longDay } from "./times.js";

/**
 * Keeps the list in the page equal to the messages of one conversation, redrawing only
 * what changed. `act(message, action)`, `shortcut(message, shortcut)`, `reply(message)`,
 * `edit(message)` and `remove(message)` tell the bot.
 */
export class MessageList {
  constructor({ list, scroller, ctx, fallbackFocus, ...acts }) {
    Object.assign(this, { list, scroller, ctx, fallbackFocus, ...acts });
    this.drawn = new Map(); // key -> { face, node, held }
    this.conversation = null;
  }

  /**
   * Shows the messages to the `reader`. `conversation` names whose and which; when it is
   * another than before, the list starts anew at its end. Answers the nodes that were not
   * there before.
   */
  show(conversation, messages, { firstUnread, shortcuts, reader }) {
    const another = conversation !== this.conversation;
    if (another) this.drawn.clear();
    Object.assign(this, { conversation, reader });
    const atEnd = another || this.atEnd();
    const restore = another ? () => {} : holdFocus(this.fallbackFocus);
    const fresh = [];
    const nodes = [];
    let day = null;
    for (const message of inThreads(messages)) {
      const at = new Date(message.at);
      const number = message.thread_ts ? day : dayNumber(at, this.ctx.zone);
      if (number !== day) nodes.push(this.divider(`day ${number}`, longDay(at, this.ctx.zone), "day"));
      day = number;
      if (message.ts === firstUnread) nodes.push(this.divider("new", "New", "new"));
      const { node, isNew } = this.message(message, shortcuts);
      nodes.push(node);
      if (isNew && !another) fresh.push(node);
    }
    this.forget(messages);
    arrange(this.list, nodes);
    restore();
    if (atEnd || fresh.length) this.toEnd();
    fresh.at(-1)?.scrollIntoView({ block: "nearest" }); // A reply may stand far from the end.
    return fresh;
  }

  atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < 80;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    // On a very low screen the page scrolls, not the list: follow whoever is writing, and
    // leave those at the clock or the list of people where they are.
    const scrolls = this.scroller.scrollHeight > this.scroller.clientHeight + 1;
    const here = this.scroller.parentElement.contains(document.activeElement);
    if (!scrolls && here) this.list.lastElementChild?.scrollIntoView({ block: "nearest" });
  }

  divider(key, words, kind) {
    const known = this.drawn.get(key);
    if (known) return known.node;
    const node = h("li", { class: `divider ${kind}` }, h("span", {}, words));
    this.drawn.set(key, { node });
    return node;
  }

  message(message, shortcuts) {
    const key = keyOf(message);
    const known = this.drawn.get(key);
    const face = JSON.stringify([{ ...message, unread: undefined }, shortcuts]);
    if (known?.face === face) return { node: known.node, isNew: false };
    const held = known?.held || new Map();
    const node = this.draw(message, shortcuts, held);
    this.drawn.set(key, { face, node, held, message: true });
    return { node, isNew: !known };
  }

  forget(messages) {
    const present = new Set(messages.map(keyOf));
    for (const [key, { message }] of this.drawn) {
      if (message && !present.has(key)) this.drawn.delete(key);
    }
  }

  draw(message, shortcuts, held) {
    const at = new Date(message.at);
    const author = this.ctx.nameOf(message.from) || message.from;
    const authorKind = this.ctx.isBot(message.from) ? "bot" : "person";
    return h(
      "li",
      {
        class: `message ${message.kind} ${authorKind}${message.thread_ts ? " reply" : ""}`,
        data: { ts: message.ts, kind: message.kind, from: message.from },
      },
      h("span", { class: "avatar", "aria-hidden": "true" }, initials(author)),
      h(
        "article",
        { "aria-label": `${author}, ${clockTime(at, this.ctx.zone)}`, tabindex: "-1" },
        h(
          "p",
          { class: "head" },
          h("strong", { class: "author" }, author),
          authorKind === "bot" ? h("span", { class: "tag" }, "App") : null,
          h("time", { datetime: message.at }, clockTime(at, this.ctx.zone)),
          message.edited ? h("span", { class: "edited" }, "(edited)") : null,
          message.thread_ts ? h("span", { class: "edited" }, "in a thread") : null,
        ),
        message.kind === "ephemeral" ? h("p", { class: "only-you" }, "Only visible to you") : null,
        h("div", { class: "body" }, this.content(message, held)),
        files(message),
      ),
      this.menu(message, shortcuts),
    );
  }

  content(message, held) {
    if (!message.blocks?.length) return h("div", { class: "text" }, mrkdwn(message.text || "", this.ctx));
    return drawBlocks(message.blocks, {
      ctx: this.ctx,
      valueOf: (blockId, element) => held.get(`${blockId} ${element.action_id}`),
      remember: (blockId, element, value) => held.set(`${blockId} ${element.action_id}`, value),
      act: (action) => this.act(message, action),
    }).nodes;
  }

  menu(message, shortcuts) {
    // As in Slack: what only one person sees, or what was deleted, has no menu.
    if (message.kind === "ephemeral" || message.subtype === "tombstone") return null;
    const items = shortcuts.map((shortcut) => ({
      label: shortcut.name, value: shortcut.callback_id, choose: () => this.shortcut(message, shortcut),
    }));
    items.push({ label: "Reply in a thread…", value: "reply", choose: () => this.reply(message) });
    if (message.from === this.reader) {
      items.push(
        { label: "Edit…", value: "edit", choose: () => this.edit(message) },
        { label: "Delete…", value: "delete", choose: () => this.remove(message) },
      );
    }
    return menu({ label: "More for this message", content: h("span", { "aria-hidden": "true" }, "⋮"), items });
  }
}

function keyOf({ channel, ts, kind }) {
  return `${channel} ${ts} ${kind}`;
}

/** The messages with the replies of each thread below its first message. */
function inThreads(messages) {
  const replies = Map.groupBy(messages.filter((message) => message.thread_ts), (message) => message.thread_ts);
  return messages
    .filter((message) => !message.thread_ts)
    .flatMap((message) => [message, ...(replies.get(message.ts) || [])]);
}

function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...word][0] || "").join("").toUpperCase();
}

function files(message) {
  if (!message.files?.length) return null;
  return h("ul", { class: "files" }, message.files.map((file) => {
    const name = file.title || file.name || file.id;
    const address = file.url_private_download || file.url_private || "";
    const own = address.startsWith("/") || address.startsWith(`${location.origin}/`);
    if (!own) return h("li", {}, name);
    const link = h("a", { href: address, download: file.name || "" }, name);
    if (!file.mimetype?.startsWith("image/")) return h("li", {}, link);
    return h("li", {}, link, h("img", { src: file.url_private, alt: file.alt_txt || name }));
  }));
}

/** Makes the parent's children equal to the nodes without touching those already in place. */
function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  // First out, then in: a node that is moved, rather than left, loses the focus within it.
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] || null);
  });
}
