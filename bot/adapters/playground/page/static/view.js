/** What this visitor looks at: as whom, and which part of the page. */

const kept = JSON.parse(sessionStorage.getItem("view") ?? "{}");
const SIDES = ["private", "staff", "why"];

export const view = { who: "ani", part: "group", side: "private", ...kept };

/** Changes the view and remembers it for this tab. */
export function look(change) {
  Object.assign(view, change);
  if (SIDES.includes(view.part)) view.side = view.part;
  sessionStorage.setItem("view", JSON.stringify(view));
  document.body.dataset.view = SIDES.includes(view.part) ? "side" : view.part;
  document.body.dataset.side = view.side;
}
