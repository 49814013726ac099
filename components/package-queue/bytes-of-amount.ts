/** Units that a quota is typed in, IEC; bytes for what fits none of the others. */
export const quotaUnits = ["B", "MiB", "GiB", "TiB"] as const;
export type QuotaUnit = (typeof quotaUnits)[number];

const shifts: Record<QuotaUnit, bigint> = { B: 0n, MiB: 20n, GiB: 30n, TiB: 40n };
const decimals = 6;

/** `1.5` GiB → `1610612736`, exact; a part of a byte is dropped. Undefined when it is no decimal number. */
export function bytesOfAmount(amount: string, unit: QuotaUnit): string | undefined {
  const match = /^(\d{1,19})(?:[.,](\d{1,6}))?$/.exec(amount.trim());
  if (!match) return undefined;
  const [, whole = "0", fraction = ""] = match;
  return String((BigInt(whole + fraction) << shifts[unit]) / 10n ** BigInt(fraction.length));
}

/** `1610612736` → `1.5` GiB: the largest unit in which the same bytes come back when it is typed again. */
export function amountOfBytes(bytes: string): { amount: string; unit: QuotaUnit } {
  const value = BigInt(bytes);
  for (const unit of ["TiB", "GiB", "MiB"] as const) {
    const scaled = value * 10n ** BigInt(decimals);
    if (value < 1n << shifts[unit] || scaled % (1n << shifts[unit]) !== 0n) continue;
    const digits = String(scaled >> shifts[unit]).padStart(decimals + 1, "0");
    const fraction = digits.slice(-decimals).replace(/0+$/, "");
    return { amount: digits.slice(0, -decimals) + (fraction && `.${fraction}`), unit };
  }
  return { amount: bytes, unit: "B" };
}
