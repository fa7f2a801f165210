/** Puts the page together: one state comes in, every part shows what it is about. */

import { Chat } from "./chat.js";
import { el, icon } from "./element.js";
import { notices } from "./notices.js";
import { cast, face, showCast } from "./people.js";
import { look, view } from "./view.js";
import { alertsOf, showAlerts, showStories } from "./why.js";
import { act, ask, follow } from "./world.js";
import { language, moment, t } from "./words.js";

const $ = (id) => document.getElementById(id);
const group = new Chat($("group-chat"), "group");
const mine = new Chat($("private-chat"), "private");
const staff = new Chat($("staff-chat"), "staff");
const seen = { private: {}, staff: 0, why: 0 };
let state = null;
let lead = "";
let ahead = 0;

function show(next = state) {
  state = next;
  if (!state) return;
  ahead = new Date(state.now) - Date.now();
  followLead();
  const people = cast(state);
  if (!people.has(view.who)) look({ who: state.people[0].id });
  const who = people.get(view.who);
  showCast($("people"), state, who.id, (id) => choose(id));
  showGroup(people, who);
  showPrivate(people, who);
  const alerts = alertsOf(state, people);
  showAlerts($("alerts"), $("staff-nothing"), alerts, (id) => choose(id, "private"));
  showStaff(people, who);
  showStories($("stories"), $("why-nothing"), state, people);
  showControls();
  badges(who, alerts);
  notices(state.toasts, who.id, t);
  delete document.body.dataset.loading;
}

/** While a scenario plays, the page follows whom it is about. */
function followLead() {
  const { who = "", view: part = "" } = state.playing ?? {};
  const now = `${who} ${part}`;
  if (who && now !== lead) look({ who, part: part || "group" });
  lead = now;
}

function choose(who, part = "") {
  look({ who, ...(part ? { part } : {}) });
  show();
}

function showGroup(people, who) {
  const room = state.groups[0];
  const member = room.members[who.id];
  const present = Object.values(room.members).filter((each) => each.present).length + (room.bot ? 1 : 0);
  $("group-title").textContent = room.title;
  $("group-about").textContent = t("chat.members", { count: present });
  $("as").replaceChildren(face(who, who.index, ".small"), el("span", {}, who.name));
  $("as").setAttribute("aria-label", `${t("cast.title")} ${who.name}`);
  group.log.setAttribute("aria-label", t("chat.log", { title: room.title }));
  group.show({ state, room: room.id, who, people, rank: member?.present ? member.rank : "", hint: hintFor(room, member, who) });
  pinned(room);
}

function hintFor(room, member, who) {
  const name = who.name;
  if (!member?.present && member?.banned) return { text: t("hint.banned") };
  if (!member?.present) return { text: t("chat.left", { name }), action: t("chat.join"), run: () => act("join", { who: who.id, room: room.id }) };
  if (member.muted) return { text: member.until ? t("chat.muted_until", { name, time: moment(member.until) }) : t("chat.muted", { name }) };
  if (room.closed && member.rank === "member") return { text: t("chat.closed") };
  if (!room.bot && ["creator", "admin"].includes(member.rank)) {
    return { text: t("chat.bot_gone"), action: t("chat.invite"), run: () => act("invite", { who: who.id, room: room.id }) };
  }
  return null;
}

function pinned(room) {
  const message = (state.chats[room.id] ?? []).find((each) => each.id === room.pinned.at(-1));
  $("pin").hidden = !message;
  if (message) $("pin").replaceChildren(icon("pin"), el("div", {}, el("strong", {}, t("chat.pinned")), el("span", {}, message.t)));
}

function showPrivate(people, who) {
  $("private-title").textContent = t("private.title", { name: who.name });
  $("private-about").textContent = t("private.about", { name: who.name });
  mine.log.setAttribute("aria-label", t("private.title", { name: who.name }));
  const closed = !who.opened && state.manner === "telegram";
  const start = () => act("say", { who: who.id, room: who.private, text: "/start" });
  mine.empty.textContent = t("private.unopened_free");
  const member = state.groups[0].members[who.id];
  mine.show({ state, room: who.private, who, people, rank: member?.present ? member.rank : "",
    hint: closed ? { text: t("private.unopened", { name: who.name }), action: t("private.start"), run: start } : null });
}

/** The moderators' room once somebody opened it, before that the alerts in private chats. */
function showStaff(people, who) {
  const room = state.groups[1];
  $("staff-chat").hidden = !room;
  $("alerts-scroll").hidden = Boolean(room);
  $("gather").hidden = !["creator", "admin"].includes(state.groups[0].members[who.id]?.rank);
  if (!room) return;
  const member = room.members[who.id];
  staff.log.setAttribute("aria-label", t("chat.log", { title: room.title }));
  staff.show({ state, room: room.id, who, people, rank: member?.present ? member.rank : "",
    hint: member?.present ? null : { text: t("staff.only", { name: who.name }) } });
}

function showControls() {
  document.body.dataset.manner = state.manner;
  for (const button of $("manner").children) button.setAttribute("aria-pressed", String(button.value === state.manner));
  for (const button of $("scenarios").querySelectorAll("button")) {
    const playing = state.playing?.name === button.value;
    button.setAttribute("aria-pressed", String(playing));
    button.querySelector("use").setAttribute("href", playing ? "#i-stop" : "#i-play");
  }
  $("playing").hidden = !state.playing;
  if (state.playing) {
    const title = t(`scenario.${state.playing.name}.title`);
    $("playing").querySelector("p").textContent = t("scenario.playing", { title });
  }
  for (const button of document.querySelectorAll(".step")) button.disabled = state.jumping;
  document.querySelector(".clock").classList.toggle("running", state.jumping);
  for (const button of document.querySelectorAll("[data-go]")) {
    if (button.closest("nav")) button.setAttribute("aria-current", String(button.dataset.go === view.part));
  }
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const chosen = tab.dataset.side === view.side;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    $(tab.dataset.side).hidden = !chosen;
  }
  tick();
}

function badges(who, alerts) {
  const room = state.chats[state.groups[1]?.id] ?? [];
  const reports = [...alerts.map(({ message }) => message), ...room.filter((message) => message.author === "bot")];
  const fromBot = (state.chats[who.private] ?? []).filter((message) => message.author === "bot");
  const newest = { private: Number(fromBot.at(-1)?.id ?? 0), staff: Math.max(0, ...reports.map((message) => Number(message.id))), why: state.stories[0]?.id ?? 0 };
  const visible = (id) => $(id).offsetParent !== null;
  if (visible("private")) seen.private[who.id] = newest.private;
  if (visible("staff")) seen.staff = newest.staff;
  if (visible("why")) seen.why = newest.why;
  const count = {
    private: fromBot.filter((message) => Number(message.id) > (seen.private[who.id] ?? 0)).length,
    staff: reports.filter((message) => Number(message.id) > seen.staff).length,
    why: newest.why > seen.why ? Math.min(newest.why - seen.why, 50) : 0,
  };
  for (const [part, number] of Object.entries(count)) {
    for (const badge of document.querySelectorAll(`[data-side="${part}"] .badge, [data-go="${part}"] .badge`)) {
      badge.hidden = !number;
      badge.textContent = part === "why" ? "" : String(number);
      badge.setAttribute("aria-label", t("nav.unread", { count: number }));
    }
  }
}

function tick() {
  $("clock").textContent = state?.jumping ? t("jumping") : moment(Date.now() + ahead);
}

/** The page in another language; a world in which nothing has happened yet changes with it. */
async function speak(other) {
  if (!other || other === language) return;
  document.cookie = `language=${other}; path=/; max-age=31536000; SameSite=Strict`;
  if (state?.untouched) await ask("world/reset", { language: other });
  location.reload();
}

function wire() {
  look({});
  $("manner").addEventListener("click", (event) => event.target.value && ask("world/manner", { manner: event.target.value }));
  $("language").addEventListener("click", (event) => speak(event.target.value));
  for (const button of document.querySelectorAll(".step")) {
    button.addEventListener("click", () => ask("world/jump", { hours: Number(button.dataset.hours) }));
  }
  $("reset").addEventListener("click", () => $("sure").showModal());
  $("sure").addEventListener("close", () => $("sure").returnValue === "yes" && ask("world/reset", { language }));
  $("scenarios").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const playing = state?.playing?.name === button.value;
    ask(playing ? "world/stop" : "world/play", playing ? {} : { scenario: button.value, language });
  });
  $("playing").querySelector("button").addEventListener("click", () => ask("world/stop"));
  $("add").querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = $("new-name");
    if (await act("add", { name: field.value, language })) { field.value = ""; $("add").open = false; }
  });
  for (const button of document.querySelectorAll("[data-go], [role=tab]")) {
    button.addEventListener("click", () => { look({ part: button.dataset.go ?? button.dataset.side }); show(); });
  }
  document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...document.querySelectorAll("[role=tab]")];
    const next = tabs[(tabs.findIndex((tab) => tab === event.target) + step + tabs.length) % tabs.length];
    next.click();
    next.focus();
  });
  $("gather").addEventListener("click", () => act("gather", { who: view.who, room: state.groups[0].id, name: t("staff.name") }));
  setInterval(tick, 1000);
}

wire();
follow(show, (online) => {
  $("banner").hidden = online;
  $("banner").textContent = online ? "" : t("lost");
});
