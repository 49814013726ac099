import { DomainError } from "#lib/core/errors";
import { assertDepth } from "#lib/http/parse-json";

/** A whole number too long for a float; only then is the slower, exact reading needed. */
const longNumber = /\d{16}/;

/**
 * Parses a report's JSON with whole numbers of any size exact: those beyond 2^53 arrive as bigint, where JSON.parse
 * would have rounded them.
 * @throws DomainError malformed_json
 */
export function parseExact(text: string): unknown {
  assertDepth(text);
  try {
    if (!longNumber.test(text)) return JSON.parse(text);
    return JSON.parse(text, function exact(_key, value: unknown, context?: { source?: string }) {
      if (typeof value !== "number" || Number.isSafeInteger(value) || !context?.source) return value;
      return /^-?\d{1,40}$/.test(context.source) ? BigInt(context.source) : value;
    });
  } catch (error) {
    throw new DomainError(
      "malformed_json",
      `The body is not valid JSON${error instanceof SyntaxError ? `: ${error.message.slice(0, 120)}` : ""}`,
    );
  }
}
