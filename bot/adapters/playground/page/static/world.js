/** The connection to the world: its states as they come, and what is asked of it. */

import { t } from "./words.js";
import { toast } from "./notices.js";

/** Calls `show` with every state, `online` with whether the connection stands. */
export function follow(show, online) {
  const stream = new EventSource("events");
  stream.addEventListener("message", (event) => {
    online(true);
    show(JSON.parse(event.data));
  });
  stream.addEventListener("error", () => online(false));
}

/** Asks for something; a refusal is shown as a hint. Gives whether it was done. */
export async function ask(path, wish = {}) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(wish),
    });
    if (answer.ok) return true;
    const { hint = "playground.hint.unclear" } = await answer.json();
    toast(t(hint.replace(/^playground\./, "")));
  } catch {
    toast(t("lost"));
  }
  return false;
}

/** Somebody of the cast does something. */
export const act = (what, wish) => ask(`do/${what}`, wish);
