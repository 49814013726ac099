/** A `like` pattern that finds `text` anywhere; `%` and `_` in it mean themselves. */
export function containing(text: string): string {
  return `%${text
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, "\\$&")}%`;
}
