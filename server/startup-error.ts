/** A start that cannot work: the message says why and what to do, in one line. `main.ts` prints it and exits with 1. */
export class StartupError extends Error {
  readonly code = "startup_failed";
}

/** The error's own words in one line. */
export function oneLine(error: unknown): string {
  const inner = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
  const text = inner instanceof Error ? inner.message || String("code" in inner ? inner.code : inner.name) : String(inner);
  return text.replaceAll(/\s+/g, " ").trim();
}
