/** Polls and quizzes below a message. */

import { el, icon } from "./element.js";
import { act } from "./world.js";
import { t } from "./words.js";

/** A poll as `who` sees it: the result is shown to those who voted, and to everybody once it is closed. */
export function pollOf({ id, poll }, who, room) {
  const mine = poll.votes[who] ?? [];
  const votes = Object.values(poll.votes);
  const open = !poll.closed && !(poll.correct.length && mine.length);
  const revealed = poll.closed || mine.length > 0;
  const options = poll.options.map((label, index) => {
    const count = votes.filter((vote) => vote.includes(index)).length;
    return option({ label, index, count, share: votes.length ? count / votes.length : 0, mine, open, revealed, poll, vote });
  });
  function vote(index) {
    const rest = mine.filter((each) => each !== index);
    const next = poll.several ? [...rest, index] : [index];
    act("vote", { who, room, message: id, options: mine.includes(index) ? (poll.several ? rest : []) : next });
  }
  const kind = t(poll.closed ? "chat.final" : poll.correct.length ? "chat.quiz" : "chat.poll");
  const note = poll.several && open ? `${kind} · ${t("chat.several")}` : kind;
  return el("div.poll", { role: "group" },
    el("p.poll-kind", {}, note), options,
    revealed && poll.explanation ? el("p.explanation", {}, poll.explanation) : null,
    el("p.poll-count", {}, votes.length ? t("chat.votes", { count: votes.length }) : t("chat.no_votes")));
}

function option({ label, index, count, share, mine, open, revealed, poll, vote }) {
  const chosen = mine.includes(index);
  const right = revealed && poll.correct.includes(index);
  const node = el("button.option", { type: "button", disabled: !open, "aria-pressed": String(chosen), data: { focus: `option-${index}` } },
    el("span.choice", {}, chosen || right ? icon(chosen && poll.correct.length && !right ? "close" : "check") : null),
    el("span.option-label", {}, label, right ? el("span.unseen", {}, ` (${t("chat.right")})`) : null),
    revealed ? el("span.option-count", {}, `${Math.round(share * 100)}%`) : null);
  node.classList.toggle("right", right);
  node.classList.toggle("wrong", chosen && poll.correct.length > 0 && !right);
  node.style.setProperty("--share", revealed ? share : 0);
  node.addEventListener("click", () => vote(index));
  return node;
}
