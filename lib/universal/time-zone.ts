import { z } from "zod";

/** An IANA time zone that this runtime knows. */
export const TimeZone = z
  .string()
  .min(1)
  .max(64)
  .refine(isTimeZone, {
    error: (issue) => `unknown time zone ${JSON.stringify(String(issue.input).slice(0, 64))}; use an IANA name such as Asia/Kathmandu`,
  });

/** Names that were found good: making a formatter to find out takes longer than a query. Bounded, for case varies. */
const known = new Set<string>();
const maxKnown = 1_000;

/** True for IANA names and UTC; false for fixed offsets such as +05:45 and for everything else. */
export function isTimeZone(name: string): boolean {
  if (known.has(name)) return true;
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
  } catch {
    return false;
  }
  if (known.size >= maxKnown) known.clear();
  known.add(name);
  return true;
}
