/** What the page says, in its language. */

const words = JSON.parse(document.getElementById("words").textContent);
export const language = document.documentElement.lang;
const plural = new Intl.PluralRules(language);
const ZONE = "Asia/Jakarta";

/** The sentence under a key, its placeholders filled; an unknown key is shown as it is. */
export function t(key, values = {}) {
  let words_ = words[key] ?? key;
  if (typeof words_ !== "string") words_ = words_[plural.select(Number(values.count))] ?? words_.other;
  return words_.replace(/\{(\w+)\}/g, (slot, name) => values[name] ?? slot);
}

const format = (options) => new Intl.DateTimeFormat(language, { timeZone: ZONE, ...options });
const hour = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = format({ weekday: "long", day: "numeric", month: "long" });
const whole = format({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const date = new Intl.DateTimeFormat("sv", { timeZone: ZONE });

/** "14.05" */
export const time = (moment) => hour.format(new Date(moment));

/** "Sel, 21 Nov 14.05" */
export const moment = (at) => whole.format(new Date(at));

/** "2026-11-21", to tell days apart. */
export const dayKey = (at) => date.format(new Date(at));

/** "Today", "Yesterday", or the day's name and date. */
export function dayName(key, now) {
  if (key === dayKey(now)) return t("today");
  if (key === dayKey(new Date(now).getTime() - 86400000)) return t("yesterday");
  return day.format(new Date(`${key}T12:00:00+07:00`));
}

/** "12 KB" */
export function size(bytes) {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return bytes < 1000 ? `${bytes} B` : `${number.format(bytes / 1000)} KB`;
}
