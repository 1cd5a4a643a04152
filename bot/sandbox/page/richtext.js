// The rich_text block: sections, lists, quotes and preformatted text.

import { h } from "./dom.js";
import { emoji, link, mention } from "./mrkdwn.js";
import { slackDate } from "./times.js";

const STYLE_TAGS = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

export function richText(block, ctx) {
  return block.elements.flatMap((part) => container(part, ctx));
}

function container(part, ctx) {
  const inner = () => part.elements.flatMap((leaf) => inline(leaf, ctx));
  switch (part.type) {
    case "rich_text_section":
      return h("p", {}, inner());
    case "rich_text_preformatted":
      return h("pre", {}, inner());
    case "rich_text_quote":
      return h("blockquote", {}, inner());
    case "rich_text_list": {
      const items = part.elements.map((item) => h("li", {}, container(item, ctx)));
      const attributes = {
        class: `indent-${Math.min(part.indent || 0, 4)}`,
        start: part.style === "ordered" && part.offset ? part.offset + 1 : null,
      };
      return h(part.style === "ordered" ? "ol" : "ul", attributes, items);
    }
    default:
      return h("p", { class: "unknown" }, `This page cannot show “${part.type}”.`);
  }
}

function inline(leaf, ctx) {
  return Object.entries(leaf.style || {})
    .filter(([name, on]) => on && STYLE_TAGS[name])
    .reduce((nodes, [name]) => [h(STYLE_TAGS[name], {}, nodes)], bare(leaf, ctx));
}

function bare(leaf, ctx) {
  switch (leaf.type) {
    case "text":
      return leaf.text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));
    case "link":
      return [link(leaf.url, leaf.text)];
    case "user":
      return [mention(`@${ctx.nameOf(leaf.user_id) || leaf.user_id}`)];
    case "channel":
      return [mention(`#${ctx.channelName(leaf.channel_id) || leaf.channel_id}`)];
    case "broadcast":
      return [mention(`@${leaf.range}`)];
    case "emoji":
      return [emoji(leaf.name)];
    case "date":
      return [slackDate(new Date(leaf.timestamp * 1000), leaf.format, ctx)];
    default:
      return [`[${leaf.type}]`];
  }
}
