type Random = () => number;

export const pick = <T>(random: Random, of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];

/** Values that belong nowhere: of wrong kinds, beyond every limit, or poison for a parser, a column or a prototype. */
const oddValues = [
  "null",
  "true",
  "-1",
  "1.5",
  "1e308",
  "1e131071",
  "-0",
  "9007199254740993",
  "18446744073709551616",
  `"${"x".repeat(500)}"`,
  '"\\u0000"',
  '"\\ud800"',
  '"NaN"',
  '"2026-02-30T00:00:00Z"',
  "[]",
  "[[[[]]]]",
  "{}",
  '{"__proto__":{"polluted":true}}',
  '{"toString":1,"constructor":{"prototype":1}}',
] as const;

/** JSON of a kind nobody asked for. */
export function oddValue(random: Random): string {
  return pick(random, oddValues);
}

/** A text that was right, and what a broken program or a broken line makes of it. */
export function spoil(random: Random, text: string): string | Buffer {
  const at = Math.floor(random() * text.length);
  const bytes = Buffer.from(text);
  switch (Math.floor(random() * 9)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      return bytes;
    case 3:
      return Buffer.from(Array.from({ length: 1 + at }, () => Math.floor(random() * 256)));
    case 4:
      return text.slice(0, at) + pick(random, ["\0", "\uffff", '"', "}", "]", ",", "\\", "\ud800"]) + text.slice(at);
    case 5:
      return "[".repeat(400) + "]".repeat(400);
    case 6:
      return `${'{"a":'.repeat(70)}1${"}".repeat(70)}`;
    case 7:
      return text.replace(/:\s*("[^"]*"|-?\d+)/, () => `:${oddValue(random)}`);
    default:
      return pick(random, ["", " ", "null", "7", '"text"', "[]", "{}", "undefined", "NaN", "{'a':1}", "<xml/>", "a=b&c=d"]);
  }
}
