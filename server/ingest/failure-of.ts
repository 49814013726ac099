import { hasDatabaseCode, isDatabaseAway } from "#lib/core/errors";

/**
 * Why a batch could not be written:
 * - `refused`: PostgreSQL cannot take these very data (22…), they break a constraint (23…) or a limit of its own, such as the
 *   size of an index entry (54…); the same again would be refused again;
 * - `timeout`: there was not time enough for so much;
 * - `away`: the database does not answer, and will again; or it has no partition for a day yet;
 * - `unknown`: anything else.
 */
export type Failure = "refused" | "timeout" | "away" | "unknown";

export function failureOf(error: unknown): Failure {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "57014" || (error instanceof Error && error.message === "Query read timeout")) return "timeout";
  if (isDatabaseAway(error) || isPartitionMissing(error)) return "away";
  return /^(22|23|54)/.test(code) ? "refused" : "unknown";
}

/** There is no partition for the day of a row: the code of a broken constraint, and none that is named. */
export function isPartitionMissing(error: unknown): boolean {
  return hasDatabaseCode(error, "23514") && error instanceof Error && !("constraint" in error && error.constraint);
}
