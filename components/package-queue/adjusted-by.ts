import { bytesOfAmount, type QuotaUnit } from "./bytes-of-amount.ts";

/** What a person types: so much is given to a quota, or taken from it. */
export type AmountChange = { direction: "give" | "take"; adjustQuota: string; unit: QuotaUnit };

/** The adjustment after a change, in bytes as text; undefined while what is typed is no number. */
export function adjustedBy(present: string, { direction, adjustQuota, unit }: AmountChange): string | undefined {
  const bytes = bytesOfAmount(adjustQuota, unit);
  if (bytes === undefined) return undefined;
  return String(BigInt(present) + (direction === "give" ? BigInt(bytes) : -BigInt(bytes)));
}
