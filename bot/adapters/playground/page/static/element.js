/** Builds elements without markup, and keeps lists in step with data. */

/** An element: properties are set as such, `data` and `aria` as attributes, children that are missing are left out. */
export function el(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  node.classList.add(...classes);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "data") Object.assign(node.dataset, value);
    else if (key in node && !key.startsWith("aria")) node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** One of the page's icons. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/**
 * Makes the children of `parent` show `items`: what did not change keeps its node, and with it focus and scroll;
 * a node that is replaced hands its focus to the same control of the new one.
 */
export function keyed(parent, items, keyOf, render) {
  const known = (parent.known ??= new Map());
  const wanted = new Map();
  let before = null;
  for (const item of items) {
    const key = String(keyOf(item));
    const told = JSON.stringify(item);
    let entry = known.get(key);
    if (!entry || entry.told !== told) {
      const node = render(item, entry === undefined);
      if (entry) replace(entry.node, node);
      entry = { told, node };
    }
    wanted.set(key, entry);
    const place = before ? before.nextSibling : parent.firstChild;
    if (entry.node !== place) parent.insertBefore(entry.node, place);
    before = entry.node;
  }
  for (const [key, entry] of known) if (!wanted.has(key)) entry.node.remove();
  parent.known = wanted;
}

function replace(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement.dataset.focus ?? "" : null;
  old.replaceWith(node);
  if (focused === null) return;
  const heir = focused ? node.querySelector(`[data-focus="${CSS.escape(focused)}"]`) : null;
  (heir ?? node).focus({ preventScroll: true });
}
