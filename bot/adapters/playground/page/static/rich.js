/** Turns characters and spans into elements: user text never becomes markup. */

import { el } from "./element.js";

const STYLES = {
  bold: "strong", italic: "em", underline: "u", strike: "s", code: "code", pre: "pre", quote: "blockquote",
  spoiler: "span.spoiler", mention: "span.mention", link: "a",
};

/** Nodes for `text`; spans are [start, length, style, target] in code points, outer before inner. */
export function rich(text, spans = []) {
  return nodes([...text], 0, [...text].length, spans);
}

function nodes(letters, start, end, spans) {
  const made = [];
  let at = start;
  while (spans.length) {
    const [span, ...rest] = spans;
    const [from, length] = span;
    const to = Math.min(from + length, end);
    const inner = rest.filter(([other]) => other < to);
    spans = rest.filter(([other]) => other >= to);
    if (from > at) made.push(letters.slice(at, from).join(""));
    made.push(styled(span, nodes(letters, from, to, inner)));
    at = to;
  }
  if (at < end) made.push(letters.slice(at, end).join(""));
  return made;
}

function styled([, , style, target], inside) {
  if (style === "link" && !/^https?:\/\//i.test(target)) return el("span.mention", {}, inside);
  if (style === "link") return el("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, inside);
  const node = el(STYLES[style] ?? "span", {}, inside);
  if (style === "spoiler") {
    node.tabIndex = 0;
    node.setAttribute("role", "button");
    const open = () => node.classList.add("open");
    node.addEventListener("click", open);
    node.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && open());
  }
  return node;
}
