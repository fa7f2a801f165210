/** Suggests commands while one is being typed. */

import { el } from "./element.js";

const known = JSON.parse(document.getElementById("commands").textContent);
const ROLES = { creator: 4, admin: 4, moderator: 3, member: 2 };
const MARKS = { telegram: "/", whatsapp: "./!" };
const AT_ONCE = 6;

/** A list above a text field: arrow keys choose, Enter or Tab takes, Esc closes. */
export class Suggestions {
  constructor(field, id) {
    this.field = field;
    this.rank = "";
    this.manner = "telegram";
    this.chosen = 0;
    this.found = [];
    this.list = el("ul.suggestions", { id, role: "listbox", hidden: true });
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-controls", id);
    field.setAttribute("aria-expanded", "false");
    field.addEventListener("input", () => this.look());
    field.addEventListener("blur", () => this.close());
  }

  /** Shows what fits the words so far. */
  look() {
    const [mark = "", ...rest] = this.field.value;
    const word = rest.join("").toLowerCase();
    const asked = mark && MARKS[this.manner].includes(mark) && /^\w*$/.test(word);
    const role = ROLES[this.rank] ?? 0;
    this.found = asked ? known.filter((each) => each.name.startsWith(word) && each.role <= role) : [];
    if (this.found.length === 1 && this.found[0].name === word) this.found = [];
    this.mark = mark;
    this.chosen = 0;
    this.#show();
  }

  /** Whether a key was meant for the list. */
  takes(event) {
    if (!this.found.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.chosen = (this.chosen + step + this.found.length) % this.found.length;
    else if (event.key === "Enter" || event.key === "Tab") return this.#take(this.found[this.chosen]);
    else if (event.key === "Escape") return this.close();
    else return false;
    this.#show();
    return true;
  }

  close() {
    this.found = [];
    this.#show();
    return true;
  }

  #take({ name }) {
    this.field.value = `${this.mark}${name} `;
    this.field.focus();
    return this.close();
  }

  #show() {
    const first = Math.max(0, Math.min(this.chosen - AT_ONCE + 1, this.found.length - AT_ONCE));
    const shown = this.found.slice(first, first + AT_ONCE);
    this.list.hidden = !shown.length;
    this.field.setAttribute("aria-expanded", String(shown.length > 0));
    this.list.replaceChildren(...shown.map((each, index) => {
      const chosen = index + first === this.chosen;
      const line = el("li", { role: "option", id: `${this.list.id}-${each.name}`, "aria-selected": String(chosen) },
        el("strong", {}, `${this.mark}${each.name}`), el("span", {}, each.about));
      line.addEventListener("pointerdown", (event) => { event.preventDefault(); this.#take(each); });
      if (chosen) this.field.setAttribute("aria-activedescendant", line.id);
      return line;
    }));
    if (!shown.length) this.field.removeAttribute("aria-activedescendant");
  }
}
