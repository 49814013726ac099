/** `10,000+` for what the server does not count to its end, else the number. */
export function cappedCount(count: number): string {
  return count > 10_000 ? "10,000+" : count.toLocaleString("en");
}
