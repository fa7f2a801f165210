/** One message as somebody sees it. */

import { el, icon } from "./element.js";
import { face } from "./people.js";
import { rich } from "./rich.js";
import { act } from "./world.js";
import { pollOf } from "./polls.js";
import { dayKey, dayName, size, t, time } from "./words.js";

const TOGETHER = 5 * 60 * 1000; // milliseconds within which messages of one author stand together
const EMOJI = ["👍", "❤️", "🙏", "😂"];

/** What stands in a chat, days included, each with everything that its looks depend on. */
export function lines(said, people, who, room, now) {
  const shown = [];
  let last = null;
  for (const message of said) {
    const day = dayKey(message.at);
    if (!last || dayKey(last.at) !== day) shown.push({ key: `day-${day}`, day: dayName(day, now) });
    const first = !last || last.author !== message.author || last.service || dayKey(last.at) !== day
      || new Date(message.at) - new Date(last.at) > TOGETHER;
    const quoted = message.reply ? said.find((other) => other.id === message.reply) : null;
    shown.push({
      key: message.id, message, first, who, room, own: message.author === who,
      author: people.get(message.author) ?? null, whom: people.get(message.whom)?.name ?? "Pamong",
      quote: message.reply ? { id: message.reply, name: quoted ? nameOf(quoted, people) : "", text: quoted ? told(quoted) : "" } : null,
    });
    last = message;
  }
  return shown;
}

const told = (message) => message.t || message.file?.name || "";
const nameOf = (message, people) => people.get(message.author)?.name ?? "Pamong";

/** The node of a line; `compose` is told of replies and edits. */
export function lineOf(line, compose) {
  if (line.day) return el("li.day", {}, el("span", {}, line.day));
  const { message, first, own, author } = line;
  if (message.service) return el("li.service", {}, el("span", {}, t(`service.${message.service}`, { name: line.whom })));
  const row = el("li.line", { tabIndex: 0, data: { id: message.id } });
  row.classList.toggle("own", own);
  row.classList.toggle("first", Boolean(first));
  row.classList.toggle("by-bot", message.author === "bot");
  if (!own) row.append(first ? face(author, author?.index ?? 0, ".small") : el("span.avatar.small.none"));
  const column = el("div.column", {}, bubble(line), keys(line), reactions(line));
  row.append(column, tools(line, compose));
  return row;
}

function bubble({ message, first, own, author, quote, who, room }) {
  const node = el("div.bubble");
  if (first && !own) {
    node.append(el(author ? `p.author.ink-${author.index % 8}` : "p.author.ink-bot", {}, author?.name ?? "Pamong",
      author ? null : el("span.tag", {}, t("chat.bot"))));
  } else {
    node.append(el("span.unseen", {}, `${own ? t("chat.you") : author?.name ?? "Pamong"}: `));
  }
  if (quote) node.append(quoteOf(quote));
  if (message.file) node.append(fileOf(message.file));
  if (message.t) node.append(el("div.text", {}, rich(message.t, message.s)));
  if (message.poll) node.append(pollOf(message, who, room));
  node.append(el("p.stamp", {}, message.edited ? `${t("chat.edited")} ` : null, el("time", { dateTime: message.at }, time(message.at))));
  return node;
}

function quoteOf({ id, name, text }) {
  const quote = el("button.quote", { type: "button", data: { jump: id } },
    el("strong", {}, name || t("chat.gone_quote")), text ? el("span", {}, text) : null);
  quote.addEventListener("click", () => {
    const target = quote.closest("ol").querySelector(`[data-id="${CSS.escape(id)}"]`);
    target?.focus();
    target?.scrollIntoView({ block: "center" });
  });
  return quote;
}

function fileOf(file) {
  return el("a.file", { href: `file/${file.id}`, download: file.name, "aria-label": t("chat.save", { name: file.name }) },
    icon("file"), el("span", {}, el("strong", {}, file.name), el("small", {}, size(file.size))));
}

function keys({ message, who, room }) {
  if (!message.buttons) return null;
  const rows = new Map();
  for (const button of message.buttons) rows.set(button.row, [...(rows.get(button.row) ?? []), button]);
  const made = [...rows.values()].map((row) => el("div.keys-row", {}, row.map((button) => {
    const node = el("button.key", { type: "button", data: { focus: button.data } }, button.label);
    node.addEventListener("click", () => act("press", { who, room, message: message.id, data: button.data }));
    return node;
  })));
  return el("div.keys", {}, made);
}

function reactions({ message, who, room }) {
  const counts = new Map();
  for (const [by, emoji] of Object.entries(message.reactions ?? {})) {
    for (const each of emoji) counts.set(each, [...(counts.get(each) ?? []), by]);
  }
  if (!counts.size) return null;
  return el("div.reactions", {}, [...counts].map(([emoji, by]) => {
    const node = el("button", { type: "button", "aria-pressed": String(by.includes(who)), data: { focus: emoji } }, `${emoji} ${by.length}`);
    node.addEventListener("click", () => act("react", { who, room, message: message.id, emoji }));
    return node;
  }));
}

function tools({ message, own, who, room }, compose) {
  const button = (label, inside, run) => {
    const node = el("button", { type: "button", title: label, "aria-label": label }, inside);
    node.addEventListener("click", run);
    return node;
  };
  const of = { who, room, message: message.id };
  return el("div.tools", { role: "toolbar", "aria-label": t("chat.actions") },
    button(t("chat.reply"), icon("reply"), () => compose.reply(message)),
    EMOJI.map((emoji) => button(t("chat.react", { emoji }), emoji, () => act("react", { ...of, emoji }))),
    own && !message.file ? button(t("chat.edit"), icon("edit"), () => compose.edit(message)) : null,
    own ? button(t("chat.delete"), icon("bin"), () => act("delete", of)) : null);
}
