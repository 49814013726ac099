/** Units that a duration is typed in, the smallest first. */
export const durationUnits = [
  { value: "s", label: "seconds", seconds: 1 },
  { value: "min", label: "minutes", seconds: 60 },
  { value: "h", label: "hours", seconds: 3_600 },
  { value: "d", label: "days", seconds: 86_400 },
] as const;
export type DurationUnit = (typeof durationUnits)[number]["value"];

/** The largest unit in which it is a whole number: 5,400 s are 90 minutes. */
export function unitOf(seconds: number): DurationUnit {
  if (!Number.isFinite(seconds) || seconds === 0) return "s";
  return durationUnits.findLast((unit) => seconds % unit.seconds === 0)?.value ?? "s";
}

/** Seconds as the amount that stands before the unit; nothing for none. */
export function amountOf(seconds: string, unit: DurationUnit): string {
  return seconds === "" ? "" : String(Number(seconds) / factorOf(unit));
}

/** What was typed, in seconds. Nothing stays nothing, and what is no number is sent as it is: the server names it. */
export function secondsOf(amount: string, unit: DurationUnit): string {
  const text = amount.trim().replace(",", ".");
  if (text === "" || !Number.isFinite(Number(text))) return amount.trim();
  // 0.1 h are 360 s, not 360.00000000000006.
  return String(Math.round(Number(text) * factorOf(unit) * 1_000) / 1_000);
}

function factorOf(unit: DurationUnit): number {
  return durationUnits.find(({ value }) => value === unit)?.seconds ?? 1;
}
