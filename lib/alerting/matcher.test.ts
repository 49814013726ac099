import fc from "fast-check";
import { expect, test } from "vitest";
import { matchersInWords } from "#lib/universal/matcher-words";
import { fits, Matcher, matches, matchesAll } from "./matcher.ts";

const labels = { severity: "critical", source: "node", resource_id: "7", country: "DE", name: "fra-1.fleet.example" };

test.each([
  ["severity", "is", "critical", true],
  ["severity", "is", "Critical", false],
  ["severity", "is_not", "warning", true],
  ["severity", "is_not", "critical", false],
  ["name", "matches", "fra-*", true],
  ["name", "matches", "fra-?.fleet.*", true],
  ["name", "matches", "fra", false],
  ["name", "matches", "*", true],
  ["name", "matches_not", "ams-*", true],
  ["name", "matches_not", "*example", false],
  ["absent", "is", "", true],
  ["absent", "is_not", "x", true],
  ["absent", "matches", "?*", false],
  ["constructor", "is", "", true],
] as const)("%s %s %s: %s", (label, operator, value, expected) => expect(matches({ label, operator, value }, labels)).toBe(expected));

test("all have to agree, and none at all matches nothing", () => {
  const severe = Matcher.parse({ label: "severity", value: "critical" });
  const french = Matcher.parse({ label: "country", value: "FR" });
  expect([matchesAll([severe], labels), matchesAll([severe, french], labels), matchesAll([], labels)]).toEqual([true, false, false]);
  expect(matchersInWords([severe, { ...french, operator: "is_not" }])).toBe("severity is critical and country is not FR");
});

test.each(["", "9lives", "a-b", "a b", "x".repeat(65)])("%j is no label", (label) =>
  expect(Matcher.safeParse({ label, value: "x" }).success).toBe(false),
);

const meaning = new Map([
  ["*", "[^]*"],
  ["?", "[^]"],
  [".", "\\."],
]);

test("a pattern agrees with the regular expression it stands for", () => {
  const letters = fc.array(fc.constantFrom("a", "b", ".", "*", "?"), { maxLength: 12 });
  fc.assert(
    fc.property(letters, letters, (pattern, characters) => {
      const text = characters.join("").replaceAll("*", "a").replaceAll("?", "b");
      const source = pattern.map((character) => meaning.get(character) ?? character).join("");
      expect(fits(pattern.join(""), text)).toBe(new RegExp(`^${source}$`).test(text));
    }),
    { numRuns: 2_000 },
  );
});

test("no pattern takes for ever", () => {
  const steps = "*a".repeat(128);
  expect(fits(`${steps}b`, "a".repeat(20_000))).toBe(false);
});
