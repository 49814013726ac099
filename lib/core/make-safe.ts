/** A pair of escaped halves, a half or a NUL by itself, any other escape: in this order, so that `\\u0000` is none. */
const escapes = /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u(0000|[dD][89a-fA-F][\da-fA-F]{2})|\\./g;

/**
 * A JSON text that PostgreSQL can take apart: an escaped NUL or half of a character becomes U+FFFD. Everything else stays
 * byte by byte; a text without `\u`, which is nearly every one, costs one search.
 */
export function makeSafe(text: string): string {
  if (!text.includes("\\u")) return text;
  return text.replace(escapes, (found, broken?: string) => (broken === undefined ? found : "\\ufffd"));
}
