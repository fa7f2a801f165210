/** A chat: what was said, and the place to write. */

import { el, icon, keyed } from "./element.js";
import { lineOf, lines } from "./messages.js";
import { Suggestions } from "./commands.js";
import { act } from "./world.js";
import { t } from "./words.js";

const NEAR = 80; // pixels from the end that still count as reading along

export class Chat {
  constructor(body, name) {
    this.name = name;
    this.room = "";
    this.who = "";
    this.about = null;
    this.log = el("ol.log", { role: "log", "aria-live": "polite", tabIndex: -1 });
    this.empty = el("p.nothing", {}, t("chat.empty"));
    this.latest = el("button.latest", { type: "button", "aria-label": t("chat.latest"), hidden: true }, icon("down"));
    this.hint = el("div.hint", { hidden: true });
    this.form = this.#form();
    this.body = body;
    body.append(el("div.scroll", { tabIndex: -1 }, this.empty, this.log), this.latest, this.hint, this.form);
    this.scroll = body.querySelector(".scroll");
    this.latest.addEventListener("click", () => this.#end());
    this.scroll.addEventListener("scroll", () => (this.latest.hidden = this.#near()), { passive: true });
    this.log.addEventListener("keydown", (event) => this.#walk(event));
    new ResizeObserver(() => this.reading && this.#end()).observe(this.scroll);
    this.reading = true;
  }

  #form() {
    this.text = el("textarea", { name: "text", rows: 1, maxLength: 4096, id: `${this.name}-text`, autocomplete: "off" });
    this.label = el("label.unseen", { htmlFor: this.text.id });
    this.file = el("input", { type: "file", hidden: true });
    this.subject = el("div.subject", { hidden: true });
    const attach = el("button.icon", { type: "button", "aria-label": t("attach"), title: t("attach") }, icon("clip"));
    attach.addEventListener("click", () => this.file.click());
    this.file.addEventListener("change", () => this.#attach());
    this.suggestions = new Suggestions(this.text, `${this.name}-commands`);
    this.text.addEventListener("keydown", (event) => {
      if (!event.isComposing && this.suggestions.takes(event)) return void event.preventDefault();
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.#submit(); }
      if (event.key === "Escape") this.#forget();
    });
    const form = el("form.compose", {}, this.suggestions.list, this.subject,
      el("div.compose-row", {}, attach, this.file, this.label, this.text,
        el("button.icon.send", { "aria-label": t("send"), title: t("send") }, icon("send"))));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    return form;
  }

  /** Shows a room as somebody sees it; `hint` stands in the place of the composer. */
  show({ state, room, who, people, rank = "", hint = null }) {
    Object.assign(this.suggestions, { rank, manner: state.manner });
    if (room !== this.room || who.id !== this.who) this.#forget();
    const moved = room !== this.room;
    const other = moved || who.id !== this.who;
    this.log.setAttribute("aria-live", other ? "off" : "polite");
    this.room = room;
    this.who = who.id;
    this.people = people;
    const said = state.chats[room] ?? [];
    const along = moved || this.#near();
    this.reading = along;
    const compose = { reply: (message) => this.#about("reply", message), edit: (message) => this.#about("edit", message) };
    keyed(this.log, lines(said, people, who.id, room, state.now), (line) => line.key, (line, unseen) => {
      const node = lineOf(line, compose);
      node.classList.toggle("new", unseen && !other);
      return node;
    });
    this.empty.hidden = said.length > 0;
    this.body.classList.toggle("blank", !said.length && Boolean(hint));
    this.label.textContent = t("chat.write", { name: who.name });
    this.text.placeholder = t("chat.command");
    this.#hint(hint);
    if (along) this.#end();
    this.latest.hidden = this.#near();
  }

  #hint(hint) {
    this.form.hidden = Boolean(hint);
    this.hint.hidden = !hint;
    const told = hint ? hint.text + (hint.action ?? "") : "";
    if (told === this.hint.dataset.told) return;
    this.hint.dataset.told = told;
    this.hint.replaceChildren();
    if (!hint) return;
    this.hint.append(el("p", {}, hint.text));
    if (!hint.action) return;
    const button = el("button.primary", { type: "button" }, hint.action);
    button.addEventListener("click", hint.run);
    this.hint.append(button);
  }

  #about(kind, message) {
    this.about = { kind, message };
    const name = this.people.get(message.author)?.name ?? "Pamong";
    const cancel = el("button.icon", { type: "button", "aria-label": t("cancel") }, icon("close"));
    cancel.addEventListener("click", () => { this.#forget(); this.text.focus(); });
    this.subject.replaceChildren(icon(kind), el("div", {},
      el("strong", {}, kind === "reply" ? t("chat.replying", { name }) : t("chat.editing")),
      el("span", {}, message.t || message.file?.name || "")), cancel);
    this.subject.hidden = false;
    if (kind === "edit") this.text.value = message.t;
    this.text.focus();
  }

  #forget() {
    if (this.about?.kind === "edit") this.text.value = "";
    this.about = null;
    this.subject.hidden = true;
  }

  async #submit() {
    const text = this.text.value.trim();
    if (!text) return;
    const { about, who, room } = this;
    this.reading = true;
    this.text.value = "";
    this.about = null;
    this.subject.hidden = true;
    const done = about?.kind === "edit"
      ? await act("edit", { who, room, text, message: about.message.id })
      : await act("say", { who, room, text, reply_to: about?.message.id ?? "" });
    if (!done && !this.text.value) this.text.value = text;
    this.#end();
  }

  async #attach() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.length > 512 * 1024) return void (await act("send", { who: this.who, room: this.room }));
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    const wish = { who: this.who, room: this.room, name: file.name, content: btoa(letters), text: this.text.value.trim() };
    if (await act("send", { ...wish, reply_to: this.about?.message.id ?? "" })) this.text.value = "";
    this.#forget();
  }

  #walk(event) {
    const line = event.target.closest?.(".line");
    if (!line || event.target !== line) return;
    const step = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
    if (!step) return;
    event.preventDefault();
    let next = line[step];
    while (next && !next.classList.contains("line")) next = next[step];
    next?.focus();
  }

  #near() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroll;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  #end() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.latest.hidden = true;
  }
}
