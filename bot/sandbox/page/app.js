// The page: who one is, which conversation shows, and keeping both equal to the workspace.

import { get, listen, post, WorkspaceError } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { alertPerson, asked, clearAlerts, confirmed } from "./dialogs.js";
import { h, holdFocus, spoken } from "./dom.js";
import { MessageList } from "./messages.js";
import { Modal } from "./modal.js";
import { unescape } from "./mrkdwn.js";
import { People } from "./people.js";
import { Tour } from "./tour.js";

const UNREAD_PAUSE_MS = 4000;
const DM = "dm";
const HOME = "home";
const SLACKBOT = "USLACKBOT";
const SURE = {
  title: { type: "plain_text", text: "Delete this message?" },
  text: { type: "plain_text", text: "It is gone for you and for the bot." },
  confirm: { type: "plain_text", text: "Delete" },
  deny: { type: "plain_text", text: "Cancel" },
  style: "danger",
};

const state = {
  user: null,
  pane: DM,
  people: [],
  workspace: { bot: {}, commands: [], channels: [], shortcuts: [] },
  unread: {},
  messages: [],
  home: null,
  view: null,
  loaded: false, // whether `messages` are this person's
  firstUnread: undefined, // the ts above which "New" stands, fixed when the conversation opens
};
const drawn = { panes: "", home: "" };
const part = (id) => document.getElementById(id);

const clock = new Clock({ attempt, refresh: () => refresh() });
const ctx = {
  nameOf: (id) => {
    if (ctx.isBot(id)) return state.workspace.bot.name;
    return id === SLACKBOT ? "Slackbot" : state.people.find((person) => person.id === id)?.name;
  },
  isBot: (id) => id === "bot" || id === state.workspace.bot.id,
  channelName: (id) => state.workspace.channels.find((channel) => channel.id === id)?.name,
  user: () => state.user,
  people: () => state.people.filter((person) => !person.deleted),
  get zone() { return clock.zoneName; },
  now: () => clock.now(),
};
const toComposer = () => (part("composer").hidden ? part("conversation") : part("message"));
const people = new People({ choose: (id) => { location.hash = id; } });
const tour = new Tour({ choose: (id) => { location.hash = id; }, nameOf: ctx.nameOf });
const composer = new Composer({ send, shortcut: (shortcut) => act("shortcut", { callback_id: shortcut.callback_id }) });
const modal = new Modal({ ctx, refresh: () => refresh(), attempt, fallbackFocus: toComposer });
const messages = new MessageList({
  list: part("message-list"),
  scroller: part("messages"),
  ctx,
  act: (message, action) => act("click", { message_ts: message.ts, ...action }),
  shortcut: (message, shortcut) => act("shortcut", { callback_id: shortcut.callback_id, message_ts: message.ts }),
  reply: async (message) => {
    const text = await asked({ title: "Reply in a thread", send: "Reply" });
    if (text) act("message", { text, thread_ts: message.thread_ts || message.ts });
  },
  edit: async (message) => {
    const before = unescape(message.text);
    const text = await asked({ title: "Edit message", value: before, send: "Save" });
    if (text !== null && text !== before) act("edit", { message_ts: message.ts, text });
  },
  remove: async (message) => {
    if (await confirmed(SURE, ctx)) act("delete", { message_ts: message.ts });
  },
  fallbackFocus: (ts) => part("message-list").querySelector(`[data-ts="${CSS.escape(ts || "")}"] article`) || toComposer(),
});

/** Runs a request; a refusal becomes an alert and the answer undefined. */
async function attempt(request) {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    alertPerson(error.message);
    return undefined;
  }
}

async function act(name, body) {
  clearAlerts();
  const answer = await attempt(() => post(name, { user: state.user, ...body }));
  await refresh();
  return answer;
}

async function send(text) {
  const channel = state.pane === DM ? {} : { channel: state.pane };
  if (!text.startsWith("/")) return Boolean(await act("message", { text, ...channel }));
  const [, command, rest] = /^(\S+)\s*([\s\S]*)$/.exec(text);
  return Boolean(await act("command", { command, text: rest, ...channel }));
}

const READERS = {
  messages: async (user) => ({ messages: (await get("messages", { user })).messages }),
  view: async (user) => ({ view: (await get("view", { user })).view ?? null }),
  home: async (user) => ({ home: (await get("home", { user })).home ?? null }),
  unread: async () => ({ unread: await get("unread") }),
  people: async () => ({ people: (await get("people")).people }),
};

let running = null;
let waiting = null;

/**
 * Fetches the named things (default: all a person sees) and draws what changed. One fetch
 * at a time, so that an early answer never overwrites a later one; resolves once a fetch
 * that began after the call is drawn.
 */
function refresh(names = ["messages", "view", "home", "unread"]) {
  if (!running) {
    running = fetchAndDraw(names).finally(() => { running = null; });
    return running;
  }
  if (!waiting) {
    const wanted = new Set();
    const next = () => {
      waiting = null;
      return refresh([...wanted]);
    };
    waiting = { wanted, done: running.then(next, next) };
  }
  names.forEach((name) => waiting.wanted.add(name));
  return waiting.done;
}

async function fetchAndDraw(names) {
  const { user } = state;
  const found = await attempt(() => Promise.all(names.map((name) => READERS[name](user))));
  // Meanwhile another person may have been chosen: then this is not theirs to see.
  if (!found || user !== state.user) return;
  Object.assign(state, ...found);
  state.loaded ||= names.includes("messages");
  draw();
}

function draw() {
  people.show(state.people, state.unread, state.user);
  drawPanes();
  if (state.pane === HOME) drawHome();
  else if (state.loaded) drawConversation();
  modal.show(state.user, state.view);
  tour.look(state);
  markRead();
}

function drawPanes() {
  const { user, pane, workspace } = state;
  const unread = state.unread[user] || 0;
  const entry = (name, key, count = 0) => h(
    "a",
    { href: key === DM ? `#${user}` : `#${user}/${key}`, "aria-current": key === pane ? "page" : null },
    name,
    count ? h("span", { class: "badge" }, String(count), spoken(" unread")) : null,
  );
  const entries = [
    entry(workspace.bot.name || "Bot", DM, unread),
    entry("Home", HOME),
    ...workspace.channels.map((channel) => entry(`#${channel.name}`, channel.id)),
  ];
  const face = entries.map((node) => node.outerHTML).join("");
  if (face === drawn.panes) return;
  drawn.panes = face;
  const held = document.activeElement?.closest("#panes") && document.activeElement.getAttribute("href");
  part("panes").replaceChildren(...entries);
  if (held) part("panes").querySelector(`[href="${CSS.escape(held)}"]`)?.focus();
}

function inPane(message) {
  const known = state.workspace.channels.some((channel) => channel.id === message.channel);
  return state.pane === DM ? !known : message.channel === state.pane;
}

function drawConversation() {
  const { user, pane, workspace } = state;
  const name = pane === DM ? workspace.bot.name || "the bot" : `#${ctx.channelName(pane) || pane}`;
  part("pane-title").textContent = pane === DM ? `Messages with ${name}` : name;
  const shown = state.messages.filter(inPane);
  if (state.firstUnread === undefined) state.firstUnread = shown.find((message) => message.unread)?.ts ?? null;
  part("empty").hidden = shown.length > 0;
  part("empty").textContent = "No messages yet.";
  const fresh = messages.show(`${user}/${pane}`, shown, {
    firstUnread: state.firstUnread,
    shortcuts: workspace.shortcuts.filter((shortcut) => shortcut.type === "message"),
    reader: user,
  });
  const theirs = fresh.filter((node) => node.dataset.from !== user);
  if (theirs.length) {
    part("announcer").textContent = theirs
      .map((node) => `${node.querySelector(".author").textContent}: ${node.querySelector(".body").innerText}`)
      .join(" ");
  }
  composer.show(`${user}/${pane}`, `Message ${name}`);
}

function drawHome() {
  part("pane-title").textContent = `Home of ${state.workspace.bot.name || "the bot"}`;
  const face = JSON.stringify([state.user, state.home]);
  if (face === drawn.home) return;
  drawn.home = face;
  const restore = holdFocus(() => part("conversation"));
  const { home } = state;
  if (!home?.blocks?.length) {
    part("home").replaceChildren(h("p", { class: "hint" }, "The bot has not published a home tab for this person yet."));
    return;
  }
  const held = new Map();
  const { nodes } = drawBlocks(home.blocks, {
    ctx,
    valueOf: (blockId, element) => held.get(`${blockId} ${element.action_id}`),
    remember: (blockId, element, value) => held.set(`${blockId} ${element.action_id}`, value),
    act: (action) => act("click", { view_id: home.id, ...action }),
  });
  part("home").replaceChildren(...nodes);
  restore();
}

async function markRead() {
  const waiting = state.messages.some((message) => message.unread) || state.unread[state.user];
  if (state.pane !== DM || document.hidden || !waiting || markRead.busy) return;
  markRead.busy = true;
  const { user } = state;
  try {
    await post("read", { user });
    state.unread = await get("unread");
    if (user === state.user) for (const message of state.messages) message.unread = false;
    people.show(state.people, state.unread, state.user);
    drawPanes();
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
  } finally {
    markRead.busy = false;
  }
}

function placeInHash() {
  const [user, pane] = decodeURIComponent(location.hash.slice(1)).split("/");
  const known = state.people.some((person) => person.id === user);
  return { user: known ? user : state.people[0]?.id ?? null, pane: pane || DM };
}

let stopListening = () => {};

async function enter() {
  const { user, pane } = placeInHash();
  if (!user) {
    alertPerson("This workspace has no people in it.");
    return;
  }
  const another = user !== state.user;
  Object.assign(state, { user, pane, firstUnread: undefined });
  if (another) Object.assign(state, { messages: [], home: null, view: null, loaded: false });
  part("home").hidden = pane !== HOME;
  part("messages").hidden = pane === HOME;
  part("composer").hidden = pane === HOME;
  document.title = `${ctx.nameOf(user)} – ${state.workspace.team?.name || "Practice workspace"}`;
  clearAlerts();
  if (another) {
    stopListening();
    stopListening = listen(user, onChanged, onConnection);
  }
  if (pane === HOME) await attempt(() => post("open_home", { user }));
  if (user === state.user) await refresh();
  // For scripts: all of it is drawn, and no other place has been entered meanwhile.
  if (user === state.user && pane === state.pane) document.body.dataset.ready = `${user}/${pane}`;
}

function onChanged(what) {
  const names = new Set(what.filter((name) => READERS[name]));
  names.add("unread");
  if (what.includes("clock")) clock.load().catch(() => {});
  refresh([...names]);
}

let lost = false;

function onConnection(up) {
  if (up && lost) {
    clearAlerts();
    refresh();
  }
  if (!up && !lost) alertPerson("The connection to the workspace was lost. Trying again…");
  lost = !up;
}

async function begin() {
  const [workspace, { people: everyone }] = await Promise.all([get("workspace"), get("people"), clock.load()]);
  Object.assign(state.workspace, workspace);
  state.people = everyone;
  part("team").textContent = workspace.team?.name || "Practice workspace";
  tour.offer(everyone);
  composer.offer(workspace.commands, workspace.shortcuts.filter((shortcut) => shortcut.type === "global"));
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // The hash says who one is.
    part("conversation").focus();
  });
  window.addEventListener("hashchange", enter);
  document.addEventListener("visibilitychange", () => markRead());
  // Others' unread counts change without an event of this person's own.
  setInterval(() => !lost && !document.hidden && refresh(["unread"]), UNREAD_PAUSE_MS);
  await enter();
}

attempt(begin);
