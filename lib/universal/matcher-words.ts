/** One label of an alert against a value, as rules of routes, silences and windows have it. */
interface MatcherLike {
  label: string;
  operator: "is" | "is_not" | "matches" | "matches_not";
  value: string;
}

/** `severity is critical and country is not DE`, for people. */
export function matchersInWords(matchers: readonly MatcherLike[]): string {
  return matchers
    .map(({ label, operator, value }) => `${label.replaceAll("_", " ")} ${operator.replaceAll("_", " ")} ${value || "empty"}`)
    .join(" and ");
}
