// Slack's mrkdwn and plain text, as DOM nodes.

import { h } from "./dom.js";
import { EMOJI } from "./emoji.js";
import { slackDate } from "./times.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;
const EMOJI_NAME = /:([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?/y;
const BARE_LINK = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]]/y;

/** Slack's three escapes, undone; nothing else is an entity to Slack. */
export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** A link, or plain text where the address is not one that may be followed from here. */
export function link(address, label) {
  const text = label ?? address.replace(/^mailto:/, "");
  if (!/^(https?:|mailto:|tel:)/i.test(address)) return document.createTextNode(text);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

export function mention(text) {
  return h("span", { class: "mention" }, text);
}

export function emoji(name) {
  if (!EMOJI[name]) return document.createTextNode(`:${name}:`);
  return h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " ") }, EMOJI[name]);
}

/** A text object of either kind, as a list of nodes. */
export function text(object, ctx) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text, ctx, { verbatim: object.verbatim });
  return plain(object.text, { emoji: object.emoji !== false });
}

/** Plain text: only line breaks and emoji names mean anything. */
export function plain(source, { emoji: withEmoji = true } = {}) {
  return new Inline(source, null, { styles: false, emoji: withEmoji }).nodes();
}

/** mrkdwn, as a list of nodes: fenced code, quotes, then runs of text. */
export function mrkdwn(source, ctx, { verbatim = false } = {}) {
  return source.split(/```/).flatMap((part, index, parts) => {
    const fenced = index % 2 === 1;
    if (fenced && index < parts.length - 1) {
      return h("pre", {}, unescape(part.replace(/^\n|\n$/g, "")));
    }
    return quotes(fenced ? `\`\`\`${part}` : trimAtFence(part, index, parts), ctx, { verbatim });
  });
}

function trimAtFence(part, index, parts) {
  // A fenced block stands on its own lines, so the breaks that touch it would double.
  const after = index > 0 ? part.replace(/^\n/, "") : part;
  return index < parts.length - 1 ? after.replace(/\n$/, "") : after;
}

function quotes(source, ctx, options) {
  const nodes = [];
  let run = [];
  let quoting = false;
  const flush = () => {
    if (!run.length) return;
    const inner = new Inline(run.join("\n"), ctx, { links: !options.verbatim }).nodes();
    if (quoting) nodes.push(h("blockquote", {}, inner));
    else nodes.push(...inner);
    run = [];
  };
  for (const line of source.split("\n")) {
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    if (Boolean(quoted) !== quoting) {
      flush();
      quoting = Boolean(quoted);
    }
    run.push(quoted ? line.slice(quoted[0].length) : line);
  }
  flush();
  return nodes;
}

/** One pass over a run of text that holds no fenced code and no quote. */
class Inline {
  constructor(source, ctx, { styles = true, emoji: withEmoji = true, links = styles } = {}) {
    Object.assign(this, { source, ctx, styles, withEmoji, links, at: 0, pending: "", out: [] });
  }

  nodes() {
    while (this.at < this.source.length) {
      const [node, length] = this.special() || [null, 0];
      if (length) {
        this.flush();
        this.out.push(...[node].flat());
        this.at += length;
      } else {
        this.pending += this.source[this.at];
        this.at += 1;
      }
    }
    this.flush();
    return this.out;
  }

  flush() {
    if (this.pending) this.out.push(document.createTextNode(unescape(this.pending)));
    this.pending = "";
  }

  special() {
    const char = this.source[this.at];
    if (char === "\n") return [h("br"), 1];
    if (char === ":" && this.withEmoji) return this.emoji();
    if (!this.styles) return null;
    if (char === "<") return this.reference();
    if (char === "`") return this.code();
    if (STYLES[char]) return this.styled(char);
    if (char === "h" && this.links) return this.bareLink();
    return null;
  }

  emoji() {
    EMOJI_NAME.lastIndex = this.at;
    const found = EMOJI_NAME.exec(this.source);
    return found && EMOJI[found[1]] ? [emoji(found[1]), found[0].length] : null;
  }

  bareLink() {
    if (this.at > 0 && WORD.test(this.source[this.at - 1])) return null;
    BARE_LINK.lastIndex = this.at;
    const found = BARE_LINK.exec(this.source);
    return found ? [link(unescape(found[0])), found[0].length] : null;
  }

  code() {
    const end = this.source.indexOf("`", this.at + 1);
    const inner = this.source.slice(this.at + 1, end);
    if (end < 0 || !inner || inner.includes("\n")) return null;
    return [h("code", {}, unescape(inner)), inner.length + 2];
  }

  styled(mark) {
    const { source, at } = this;
    if (at > 0 && WORD.test(source[at - 1])) return null;
    const end = this.closing(mark);
    if (end < 0) return null;
    const inner = new Inline(source.slice(at + 1, end), this.ctx, { links: this.links });
    return [h(STYLES[mark], {}, inner.nodes()), end - at + 1];
  }

  closing(mark) {
    const { source, at } = this;
    if (!source[at + 1] || /\s/.test(source[at + 1])) return -1;
    for (let end = at + 1; end < source.length && source[end] !== "\n"; end += 1) {
      if (source[end] === "<" || source[end] === "`") {
        // A mark inside code or a reference closes nothing.
        const close = source.indexOf(source[end] === "<" ? ">" : "`", end + 1);
        if (close > 0) end = close;
      } else if (source[end] === mark && end > at + 1) {
        const follows = source[end + 1];
        const tight = !/\s/.test(source[end - 1]) && source[end - 1] !== mark;
        if (tight && !(follows && WORD.test(follows))) return end;
      }
    }
    return -1;
  }

  reference() {
    const end = this.source.indexOf(">", this.at);
    if (end < 0) return null;
    const inner = this.source.slice(this.at + 1, end);
    const [target, label] = splitOnce(inner, "|");
    return [refer(target, label, this.ctx), inner.length + 2];
  }
}

function splitOnce(source, mark) {
  const at = source.indexOf(mark);
  return at < 0 ? [source, undefined] : [source.slice(0, at), unescape(source.slice(at + 1))];
}

function refer(target, label, ctx) {
  if (target.startsWith("@")) return mention(`@${ctx.nameOf(target.slice(1)) || label || target.slice(1)}`);
  if (target.startsWith("#")) return mention(`#${ctx.channelName(target.slice(1)) || label || target.slice(1)}`);
  if (target.startsWith("!date^")) return dated(target, label, ctx);
  if (target.startsWith("!")) return mention(label || `@${target.slice(1).split("^")[0]}`);
  return link(unescape(target), label);
}

function dated(target, label, ctx) {
  const [, seconds, format, address] = target.split("^");
  const instant = new Date(Number(seconds) * 1000);
  if (Number.isNaN(instant.getTime()) || !format) return document.createTextNode(label || target);
  const shown = slackDate(instant, unescape(format), ctx);
  return address
    ? link(unescape(address), shown)
    : h("time", { datetime: instant.toISOString() }, shown);
}
