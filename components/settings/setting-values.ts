import type { Setting } from "#lib/settings/schema";

/** What people typed, by key; settings that nobody touched are missing. */
export type Edits = Readonly<Record<string, string>>;

/** A value as it stands in its field: empty is "for ever". */
export function fieldText(value: number | null): string {
  return value === null ? "" : String(value);
}

/** What the field of a setting shows: what was typed, else what applies. */
export function shownText(setting: Setting, edits: Edits): string {
  return edits[setting.key] ?? fieldText(setting.value);
}

/**
 * What is sent: every touched setting that differs from what applies. An empty field is the default (or "for ever");
 * what is no number goes as it was typed, so that the server names it.
 */
export function changedValues(items: readonly Setting[], edits: Edits): Record<string, unknown> {
  const changed = items.filter((setting) => isEdited(setting, edits));
  return Object.fromEntries(changed.map(({ key }) => [key, sentValue(edits[key] ?? "")]));
}

/** Typing a value that already applies is no change, except to what was set: an empty field resets it. */
function isEdited(setting: Setting, edits: Edits): boolean {
  const typed = edits[setting.key]?.trim();
  return typed !== undefined && typed !== fieldText(setting.value) && !(typed === "" && setting.source !== "setting");
}

function sentValue(text: string): unknown {
  const typed = text.trim();
  if (typed === "") return null;
  return /^-?\d{1,15}$/.test(typed) ? Number(typed) : typed;
}

/** `35 days`, `1 day`, `for ever`. */
export function valueWords(value: number | null, unit: Setting["unit"]): string {
  if (value === null) return "for ever";
  return `${value} ${value === 1 ? unit.slice(0, -1) : unit}`;
}
