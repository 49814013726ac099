import type { ProblemCode, ProblemItem } from "#lib/universal/problem";

interface DomainErrorExtra {
  errors?: ProblemItem[];
  state?: unknown;
  retryAfterS?: number;
  cause?: unknown;
}

/**
 * An error that is an answer. Recognised by `isDomainError`, never by `instanceof`: Next's bundle and the server
 * process hold different copies of this class.
 */
export class DomainError extends Error {
  readonly fleetlight = true;
  readonly code: ProblemCode;
  readonly errors: ProblemItem[] | undefined;
  readonly state: unknown;
  readonly retryAfterS: number | undefined;

  constructor(code: ProblemCode, detail: string, extra: DomainErrorExtra = {}) {
    super(detail, { cause: extra.cause });
    this.name = "DomainError";
    this.code = code;
    this.errors = extra.errors;
    this.state = extra.state;
    this.retryAfterS = extra.retryAfterS;
  }
}

export function isDomainError(error: unknown): error is DomainError {
  return error instanceof Error && "fleetlight" in error && error.fleetlight === true;
}

/** "Exists but not yours" and "does not exist" are the same answer. */
export function notFound(what: string): DomainError {
  return new DomainError("not_found", `${what} not found`);
}

/** Codes of PostgreSQL and of the socket that mean: the database is away, try later. */
const awayCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "08001",
  "53300",
  "53100",
  "57014",
  "55P03",
]);
const awayMessages =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|server closed the connection|cannot use a pool after calling end/i;

/** True for errors that mean the database cannot answer now: nothing was acknowledged and a retry is right. */
export function isDatabaseAway(error: unknown): boolean {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    if (
      "code" in current &&
      typeof current.code === "string" &&
      (awayCodes.has(current.code) ||
        current.code === "P1001" ||
        current.code === "P1017" ||
        current.code === "P2024" ||
        current.code === "P2028")
    )
      return true;
    if (awayMessages.test(current.message)) return true;
    if (current instanceof AggregateError && current.errors.some(isDatabaseAway)) return true;
  }
  return false;
}

/** True when PostgreSQL refused a row because another one is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return hasDatabaseCode(error, "23505") || hasDatabaseCode(error, "P2002");
}

/** True when a PostgreSQL (or Prisma) error code stands anywhere in the chain of causes. */
export function hasDatabaseCode(error: unknown, code: string): boolean {
  for (let current: unknown = error; current && typeof current === "object"; current = "cause" in current ? current.cause : undefined) {
    if ("code" in current && current.code === code) return true;
    if ("originalCode" in current && current.originalCode === code) return true;
    if ("meta" in current && current.meta && typeof current.meta === "object" && "code" in current.meta && current.meta.code === code)
      return true;
  }
  return false;
}
