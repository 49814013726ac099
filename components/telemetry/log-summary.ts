/** Fields that stand beside the summary already, or say nothing in it. */
const leftOut: ReadonlySet<string> = new Set(["msg", "ts", "level", "line", "config"]);
const mostFields = 6;
const longestValue = 24;

/** A message's fields in one line: `height=#… origin=Own`. Hashes and objects are cut short: the whole stands below. */
export function summaryOf(payload: unknown): string {
  if (typeof payload !== "object" || payload === null) return shorten(String(payload));
  const fields = Object.entries(payload).filter(([name, value]) => !leftOut.has(name) && value !== "");
  const shown = fields.slice(0, mostFields).map(([name, value]) => `${name}=${valueWords(value)}`);
  return fields.length > mostFields ? `${shown.join("  ")}  …` : shown.join("  ");
}

function valueWords(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  if (typeof value === "object" && value !== null) return `{${Object.keys(value).length}}`;
  return shorten(String(value));
}

function shorten(text: string): string {
  if (/^0x[0-9a-f]{16,}$/i.test(text)) return `${text.slice(0, 8)}…${text.slice(-4)}`;
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}
