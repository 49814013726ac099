import { DomainError } from "#lib/core/errors";

/** As for JSON bodies: nesting deeper than this is nobody's honest message. */
const maxDepth = 64;

/**
 * Refuses what a JSON body could not carry either (NUL, numbers that are none, towers) and drops what is absent: an operation
 * tells "not given" from "given as nothing" by the key alone.
 * @throws DomainError validation_failed naming the field
 */
export function checkInput<T>(input: T): T {
  check(input, [], 0);
  if (typeof input !== "object" || input === null) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T;
}

function check(value: unknown, path: readonly string[], depth: number): void {
  if (depth > maxDepth) throw refused(path.slice(0, 1), `Nested deeper than ${maxDepth} levels`);
  if (typeof value === "string" && (value.includes("\0") || !value.isWellFormed()))
    throw refused(path, "Text with NUL or broken characters is refused");
  if (typeof value === "number" && !Number.isFinite(value)) throw refused(path, "Must be a finite number");
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (key.includes("\0")) throw refused(path, "Names with NUL are refused");
    check(part, [...path, key], depth + 1);
  }
}

function refused(path: readonly string[], detail: string): DomainError {
  const where = path.join(".");
  return new DomainError("validation_failed", `${where}: ${detail}`, { errors: [{ path: where, code: "invalid", detail }] });
}
