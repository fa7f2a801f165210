/** Why the bot did something, and what it told the moderators. */

import { el, icon, keyed } from "./element.js";
import { face } from "./people.js";
import { rich } from "./rich.js";
import { act } from "./world.js";
import { language, t, time } from "./words.js";

/** Shows the stories, the newest first. */
export function showStories(list, nothing, state, people) {
  nothing.hidden = state.stories.length > 0;
  const byAddress = new Map([...people.values()].map((person) => [person.private, person]));
  const told = state.stories.map((story) => ({ story, person: byAddress.get(story.who) ?? null }));
  keyed(list, told, ({ story }) => story.id, storyOf);
}

function storyOf({ story, person }) {
  const node = el("li.story", {}, face(story.quiet ? null : person, person?.index ?? 0, ".small"),
    el("div.tale", {}, el("p.happened", {}, t(...story.what), el("time", { dateTime: story.at }, time(story.at))),
      story.steps.length ? el("p.handled", {}, `${t("why.handled")} `, story.steps.map((step) => el("code", {}, step))) : null,
      story.findings.map(findingOf),
      el("ul.does", {}, story.does.map(([key, values]) => el("li", {}, t(key, values)))),
      story.does.length ? null : el("p.silent", {}, t("why.silent"))));
  return node;
}

function findingOf({ rule, score, threshold, why }) {
  const meter = el("meter", { min: 0, max: 1, value: score, high: threshold, optimum: 0, "aria-label": `${score} / ${threshold}` });
  return el("div.finding", {}, el("p", {}, `${t("why.found")} `, el("code", {}, rule)), el("p", {}, why[language]), meter);
}

/** The bot's alerts in the private chats of those who look after the group. */
export function alertsOf(state, people) {
  const staff = [...people.values()].filter((person) => {
    const member = state.groups[0].members[person.id];
    return member?.present && member.rank !== "member";
  });
  const found = staff.flatMap((person) => (state.chats[person.private] ?? [])
    .filter((message) => message.alert)
    .map((message) => ({ person, message })));
  return found.sort((one, other) => Number(other.message.id) - Number(one.message.id));
}

/** Shows those alerts; their buttons are pressed by whom they were sent to. */
export function showAlerts(list, nothing, alerts, open) {
  nothing.hidden = alerts.length > 0;
  keyed(list, alerts, ({ message }) => message.id, ({ person, message }) => alertOf(person, message, open));
}

function alertOf(person, message, open) {
  const to = el("button.link", { type: "button", data: { focus: "to" }, "aria-label": t("staff.open", { name: person.name }) },
    t("staff.to", { name: person.name }));
  to.addEventListener("click", () => open(person.id));
  const keys = (message.buttons ?? []).map((button) => {
    const node = el("button.key", { type: "button", data: { focus: button.data } }, button.label);
    node.addEventListener("click", () => act("press", { who: person.id, room: person.private, message: message.id, data: button.data }));
    return node;
  });
  return el("li.alert", {}, el("p.happened", {}, icon("shield"), to, el("time", { dateTime: message.at }, time(message.at))),
    el("div.text", {}, rich(message.t, message.s)), keys.length ? el("div.keys", {}, el("div.keys-row", {}, keys)) : null);
}
