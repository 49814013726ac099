import { z } from "zod";
import { PlainText } from "#lib/universal/identifiers";

/** `is` and `is_not` compare whole values; `matches` and `matches_not` know `*` (anything) and `?` (one character). */
export const MatcherOperator = z.enum(["is", "is_not", "matches", "matches_not"]);

/** One label of an alert against a value. An absent label is the empty text, so `is_not` is true of it. */
export const Matcher = z.strictObject({
  label: PlainText.pipe(
    z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/, "must be a label such as severity, source, resource_id or country"),
  ),
  operator: MatcherOperator.default("is"),
  value: PlainText.max(256),
});
export type Matcher = z.output<typeof Matcher>;

export type Labels = Readonly<Record<string, string>>;

/** Every matcher has to agree. No matcher at all matches nothing: an empty silence must not mute the world. */
export function matchesAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.length > 0 && matchers.every((matcher) => matches(matcher, labels));
}

/** Whether one matcher agrees with an alert's labels. */
export function matches({ label, operator, value }: Matcher, labels: Labels): boolean {
  const own = Object.hasOwn(labels, label) ? (labels[label] ?? "") : "";
  switch (operator) {
    case "is":
      return own === value;
    case "is_not":
      return own !== value;
    case "matches":
      return fits(value, own);
    case "matches_not":
      return !fits(value, own);
  }
}

/**
 * Whether a pattern with `*` and `?` describes the whole text. Goes back to the last star only, so that no pattern that
 * somebody types takes longer than pattern × text.
 */
export function fits(pattern: string, text: string): boolean {
  let [at, place] = [0, 0];
  let [star, starAt] = [-1, 0];
  while (at < text.length) {
    if (pattern[place] === "*") {
      star = place++;
      starAt = at;
    } else if (place < pattern.length && (pattern[place] === "?" || pattern[place] === text[at])) {
      place++;
      at++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (pattern[place] === "*") place++;
  return place === pattern.length;
}
