const maxInt8 = 2n ** 63n - 1n;
const maxInt4 = 2 ** 31 - 1;

/** A block's height, 0 to 2^63−1: a number, exact beyond 2^53 as bigint, or decimal text, as messages differ. */
export function readHeight(value: unknown): bigint | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
  if (typeof value === "bigint") return value >= 0n && value <= maxInt8 ? value : undefined;
  if (typeof value !== "string" || !/^\d{1,19}$/.test(value)) return undefined;
  const height = BigInt(value);
  return height <= maxInt8 ? height : undefined;
}

/** A hash as the node writes it. */
export function readHash(value: unknown): string | null {
  return typeof value === "string" && value.length > 0 && value.length <= 256 ? value : null;
}

/** How many: peers, transactions. */
export function readCount(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= maxInt4 ? value : undefined;
}

/** A rate or a size that need not be whole. */
export function readAmount(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

/** Text of at most so many characters; the rest is cut off, but no character in two. Anything else is empty. */
export function readName(value: unknown, most = 256): string {
  if (typeof value !== "string") return "";
  return value.length <= most ? value : value.slice(0, most).toWellFormed();
}

/** A peer id is a key everywhere, so one that is cut off would be another one. */
export function readPeerId(value: unknown): string | undefined {
  return typeof value === "string" && value.length > 0 && value.length <= 256 ? value : undefined;
}
