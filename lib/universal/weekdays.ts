import { listInWords } from "./list-in-words.ts";

/** Monday first; a schedule counts them from 1. */
export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** `Monday to Friday`, `Saturday and Sunday`, `every day`: days of the week, 1 is Monday. */
export function daysInWords(days: readonly number[]): string {
  const named = [...new Set(days)].filter((day) => day >= 1 && day <= 7).sort((a, b) => a - b);
  if (named.length === 7) return "every day";
  const [first, last] = [named[0] ?? 0, named.at(-1) ?? 0];
  const names = named.map((day) => weekdays[day - 1] ?? "");
  // Two in a row are named, three and more are a span.
  return named.length > 2 && last - first === named.length - 1 ? `${names[0]} to ${names.at(-1)}` : listInWords(names);
}
