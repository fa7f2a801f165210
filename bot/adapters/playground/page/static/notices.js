/** Notices that pass, and those that wait for an OK. */

import { el } from "./element.js";

const SHOWN = 4500; // milliseconds
const stack = document.getElementById("toasts");
const dialog = document.getElementById("notice");
let seen = -1;

/** Shows a line for a moment. */
export function toast(text) {
  const node = el("p.toast", {}, text);
  stack.append(node);
  setTimeout(() => node.remove(), SHOWN);
}

/** Shows the notices that came since the last state and concern `who`. */
export function notices(toasts, who, say) {
  const newest = Math.max(-1, ...toasts.map((each) => each.id));
  if (seen >= 0 || !toasts.length) {
    for (const each of toasts) if (each.id > seen && (each.who === who || !each.who)) show(each, say);
  }
  seen = Math.max(newest, 0);
}

function show({ text, loud, who }, say) {
  if (!loud) return toast(who ? text : say(text.replace(/^playground\./, "")));
  document.getElementById("notice-text").textContent = text;
  if (!dialog.open) dialog.showModal();
}
