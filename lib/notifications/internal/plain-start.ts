const keptCharacters = 1_000;

/** The beginning of a foreign text as PostgreSQL takes it: without NUL and broken characters. */
export function plainStart(text: string): string {
  return text.replaceAll("\0", "").slice(0, keptCharacters).toWellFormed();
}
