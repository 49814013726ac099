import { DomainError } from "#lib/core/errors";
import { isNestedDeeper } from "#lib/universal/json-depth";

/** Nesting deeper than this is nobody's honest body, and deep nesting breaks parsers and PostgreSQL alike. */
const maxDepth = 64;

/**
 * Parses a JSON body strictly: depth before parsing, no NUL, no broken surrogates, no prototype keys.
 * @throws DomainError malformed_json
 */
export function parseJson(text: string): unknown {
  assertDepth(text);
  let value: unknown;
  try {
    value = JSON.parse(text, (key, item: unknown) => {
      if (key === "__proto__") return undefined;
      if (typeof item === "string") assertPlain(item);
      if (key !== "") assertPlain(key);
      if (typeof item === "number" && !Number.isFinite(item)) throw new DomainError("malformed_json", "A number is out of range");
      return item;
    });
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const where = error instanceof Error ? error.message.replaceAll(/["'].{60,}["']/g, "…") : "";
    throw new DomainError("malformed_json", `The body is not valid JSON: ${where}`);
  }
  return value;
}

function assertPlain(text: string): void {
  if (text.includes("\0")) throw new DomainError("malformed_json", "Text with NUL is refused");
  if (!text.isWellFormed()) throw new DomainError("malformed_json", "Text with half a character (a lone surrogate) is refused");
}

/** So that JSON.parse never sees a tower. @throws DomainError malformed_json */
export function assertDepth(text: string): void {
  if (isNestedDeeper(text, maxDepth)) throw new DomainError("malformed_json", `Nested deeper than ${maxDepth} levels`);
}
