/** Units that a quota is typed in, IEC. */
export const quotaUnits = ["MiB", "GiB", "TiB"] as const;
export type QuotaUnit = (typeof quotaUnits)[number];

const shifts: Record<QuotaUnit, bigint> = { MiB: 20n, GiB: 30n, TiB: 40n };

/** `1.5` GiB → `1610612736`, exact; a part of a byte is dropped. Undefined when it is no decimal number. */
export function bytesOfAmount(amount: string, unit: QuotaUnit): string | undefined {
  const match = /^(\d{1,12})(?:[.,](\d{1,6}))?$/.exec(amount.trim());
  if (!match) return undefined;
  const [, whole = "0", fraction = ""] = match;
  return String((BigInt(whole + fraction) << shifts[unit]) / 10n ** BigInt(fraction.length));
}
