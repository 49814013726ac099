import type { Forecast } from "#lib/appliances/schema";
import { formatBytes } from "#lib/universal/bytes";

/** What is said instead of a day where there is none. */
const reasons: Record<Forecast["reason"], string> = {
  full: "Full now",
  filling: "Filling",
  steady: "Not in the next 5 years",
  shrinking: "Shrinking",
  too_little_history: "Too little history",
};

export function reasonWords({ reason }: Pick<Forecast, "reason">): string {
  return reasons[reason];
}

/** `+12.4 GiB a day, fits well`: what the forecast is made of; empty without a line. */
export function trendWords({ bytesPerDay, confidence }: Pick<Forecast, "bytesPerDay" | "confidence">): string {
  if (bytesPerDay === null || confidence === null) return "";
  const fit = { high: "fits well", medium: "fits roughly", low: "a guess: it goes up and down" }[confidence];
  return `${BigInt(bytesPerDay) > 0n ? "+" : ""}${formatBytes(bytesPerDay)} a day, ${fit}`;
}
