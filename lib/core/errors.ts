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
  // Deadlock and serialization failure: rolled back, and right when repeated.
  "40P01",
  "40001",
  "P1001",
  "P1017",
  "P2024",
  "P2028",
]);
const awayMessages =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|server closed the connection|cannot use a pool after calling end/i;

/** True for errors that mean the database cannot answer now: nothing was acknowledged and a retry is right. */
export function isDatabaseAway(error: unknown): boolean {
  for (const part of chainOf(error)) {
    if (codesOf(part).some((code) => awayCodes.has(code))) return true;
    if (part instanceof Error && awayMessages.test(part.message)) return true;
    if (part instanceof AggregateError && part.errors.some(isDatabaseAway)) return true;
  }
  return false;
}

/** Of those, the ones that are about one statement: it waited in vain for a lock, for its time or for a connection of the pool. */
const waitCodes = ["57014", "55P03", "40P01", "40001", "P2024"];
const waitMessage = /timeout exceeded when trying to connect/i;

/** True where the database answers, and only whoever asked this has waited too long for others. `isDatabaseAway` is true as well. */
export function hasWaitedInVain(error: unknown): boolean {
  return chainOf(error).some(
    (part) => codesOf(part).some((code) => waitCodes.includes(code)) || (part instanceof Error && waitMessage.test(part.message)),
  );
}

/** True when PostgreSQL refused a row because another one is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return hasDatabaseCode(error, "23505") || hasDatabaseCode(error, "P2002");
}

/** True when a PostgreSQL (or Prisma) error code stands anywhere in the chain of causes. */
export function hasDatabaseCode(error: unknown, code: string): boolean {
  return chainOf(error).some((part) => codesOf(part).includes(code));
}

/** An error and what caused it. Prisma hides what PostgreSQL said in `meta`, behind a code of its own. */
function chainOf(error: unknown): object[] {
  const chain: object[] = [];
  const add = (part: unknown) => {
    if (typeof part !== "object" || part === null || chain.includes(part)) return;
    chain.push(part);
    for (const name of ["cause", "meta", "driverAdapterError"] as const) if (name in part) add((part as Record<string, unknown>)[name]);
  };
  add(error);
  return chain;
}

function codesOf(part: object): string[] {
  const { code, originalCode } = part as { code?: unknown; originalCode?: unknown };
  return [code, originalCode].filter((one) => typeof one === "string");
}
