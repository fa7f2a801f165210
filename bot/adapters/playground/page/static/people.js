/** The people of the world: their faces, and the cast on the left. */

import { el, icon, keyed } from "./element.js";
import { act } from "./world.js";
import { t } from "./words.js";

const HUES = 8;

/** A face: the initial on the person's colour. */
export function face(person, index, size = "") {
  if (!person) return el(`span.avatar.bot${size}`, { "aria-hidden": "true" }, icon("mark"));
  return el(`span.avatar.hue-${index % HUES}${size}`, { "aria-hidden": "true" }, [...person.name][0].toUpperCase());
}

/** Everybody of a state by id, with their place in the cast as `index`. */
export function cast(state) {
  return new Map(state.people.map((person, index) => [person.id, { ...person, index }]));
}

/** Shows the cast; `choose` is called with whoever is chosen. */
export function showCast(list, state, who, choose) {
  const group = state.groups[0];
  const rank = group.members[who]?.present ? group.members[who].rank : "";
  const cards = state.people.map((person, index) => ({
    person, index, member: group.members[person.id] ?? null, chosen: person.id === who, byCreator: rank === "creator",
    room: group.id,
  }));
  keyed(list, cards, (card) => card.person.id, (card) => cardOf(card, choose));
}

function cardOf({ person, index, member, chosen, byCreator, room }, choose) {
  const radio = el("input.unseen", {
    type: "radio", name: "who", value: person.id, checked: chosen, data: { focus: "radio" },
    "aria-label": `${person.name}, ${standing(member)}`,
  });
  radio.addEventListener("change", () => choose(person.id));
  const label = el("label.who", {}, radio, face(person, index),
    el("span.names", {}, el("strong", {}, person.name), el("small", {}, standing(member))));
  const card = el("div.person", { data: { rank: member?.present ? member.rank : "outside" } }, label);
  card.classList.toggle("chosen", chosen);
  if (byCreator && !chosen && member?.present) card.append(rankButton(person, member, room));
  if (chosen) card.append(ownActions(person, member, room));
  return card;
}

function standing(member) {
  if (!member?.present) return member?.banned ? t("cast.banned") : t("cast.outside");
  return member.muted ? `${t(`rank.${member.rank}`)} · ${t("cast.muted")}` : t(`rank.${member.rank}`);
}

function rankButton(person, member, room) {
  const rank = member.rank === "moderator" ? "member" : "moderator";
  const label = t(rank === "moderator" ? "cast.promote" : "cast.demote");
  const button = el("button.icon", { type: "button", title: label, "aria-label": `${label}: ${person.name}`, data: { focus: "rank" } },
    icon("shield"));
  button.setAttribute("aria-pressed", String(rank === "member"));
  button.addEventListener("click", () => act("appoint", { who: creator(), room, whom: person.id, rank }));
  return button;
}

const creator = () => document.querySelector("#people input:checked").value;

function ownActions(person, member, room) {
  const inside = Boolean(member?.present);
  const move = el("button", { type: "button", className: inside ? "quiet" : "primary", data: { focus: "move" } },
    t(inside ? "chat.leave" : "chat.join"));
  move.addEventListener("click", () => act(inside ? "leave" : "join", { who: person.id, room }));
  const languages = ["id", "en"].map((each) => {
    const button = el("button", {
      type: "button", data: { focus: each }, "aria-pressed": String(each === person.language),
      "aria-label": t("cast.language", { name: person.name, language: each.toUpperCase() }),
    }, each.toUpperCase());
    button.addEventListener("click", () => act("speak", { who: person.id, language: each }));
    return button;
  });
  return el("div.deeds", {}, el("div.speaks", {}, t("cast.speaks"), el("div.segments.small", { role: "group", "aria-label": t("cast.speaks") }, languages)), move);
}
