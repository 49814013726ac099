/** `a`, `a and b`, `a, b and c`; nothing for none. */
export function listInWords(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
