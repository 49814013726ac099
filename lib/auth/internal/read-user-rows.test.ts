import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maxImportRows, readUserRows } from "./read-user-rows.ts";

const found = (csv: string) => readUserRows(csv).problems.map(({ line, column, code }) => [line, column, code]);

describe("a wrong file", () => {
  const files: [name: string, csv: string, problems: unknown[]][] = [
    ["nothing", "", [[1, null, "empty_file"]]],
    ["empty lines", "\n \n", [[1, null, "empty_file"]]],
    ["a header alone", "\n\nemail\n", [[4, null, "empty_file"]]],
    [
      "no header",
      "ada@example.test,Ada,user",
      [
        [1, "ada@example.test", "unknown_column"],
        [1, "Ada", "unknown_column"],
        [1, "user", "unknown_column"],
        [1, "email", "missing_column"],
      ],
    ],
    ["an unknown column", "email,phone\na@example.test,1", [[1, "phone", "unknown_column"]]],
    ["a column without name", "email,\na@example.test,", [[1, "", "unknown_column"]]],
    ["a column twice", "email,Email\na@example.test,b@example.test", [[1, "email", "repeated_column"]]],
    ["no e-mail column", "name,role\nAda,user", [[1, "email", "missing_column"]]],
    ["a quote that is never closed", 'email,name\na@example.test,A\nb@example.test,"B\nc@example.test,C\n', [[3, null, "malformed"]]],
    ["a quote inside a cell", 'email,name\na@example.test,A "the" B', [[2, null, "malformed"]]],
    ["text after a quote", 'email,name\na@example.test,"A" B', [[2, null, "malformed"]]],
    ["too many rows", `email\n${"a@example.test\n".repeat(maxImportRows + 1)}`, [[2, null, "too_many_rows"]]],
  ];
  test.each(files)("%s: no row is read", (_name, csv, problems) => {
    expect(found(csv)).toEqual(problems);
    expect(readUserRows(csv)).toMatchObject({ total: 0, rows: [] });
  });
});

describe("a wrong row", () => {
  const header = "email,name,role\n";
  const rows: [name: string, csv: string, problems: unknown[]][] = [
    ["no e-mail address", "nobody,,", [[2, "email", "invalid_email"]]],
    ["an empty e-mail", ",Ada,user", [[2, "email", "invalid_email"]]],
    ["an unknown role", "a@example.test,,owner", [[2, "role", "unknown_role"]]],
    ["a name that is too long", `a@example.test,${"x".repeat(121)},`, [[2, "name", "invalid_name"]]],
    [
      "two cells wrong",
      "nobody,,owner",
      [
        [2, "email", "invalid_email"],
        [2, "role", "unknown_role"],
      ],
    ],
    ["too few cells", "a@example.test,Ada", [[2, "role", "too_few_cells"]]],
    ["too many cells", "a@example.test,Lovelace, Ada,user", [[2, null, "too_many_cells"]]],
    ["the same e-mail in other letters", "a@example.test,,\nA@Example.test ,,", [[3, "email", "repeated"]]],
    ["after a name with a line break", 'a@example.test,"Ada\r\nLovelace",\nnobody,,', [[4, "email", "invalid_email"]]],
    ["after empty lines", "\n\na@example.test,,\n\nnobody,,", [[6, "email", "invalid_email"]]],
  ];
  test.each(rows)("%s: its line and column", (_name, csv, problems) => {
    expect(found(header + csv)).toEqual(problems);
  });

  test("the second of two says where the first is, and the good rows stay", () => {
    const { total, rows: good, problems } = readUserRows(`${header}a@example.test,,\nb@example.test,,owner\nB@example.test,,`);
    expect([total, good.map(({ email }) => email)]).toEqual([3, ["a@example.test"]]);
    expect(problems.at(-1)).toEqual({
      line: 4,
      column: "email",
      code: "repeated",
      detail: "The same e-mail stands in line 3",
      value: "b@example.test",
    });
  });

  test("a long value is told in part", () => {
    expect(readUserRows(`email\n${"x".repeat(5_000)}`).problems[0]?.value).toHaveLength(200);
  });
});

test.each([
  ["other order and letters", "ROLE, Email ,name\nadmin,A@Example.test, Ada ", { email: "a@example.test", name: "Ada", role: "admin" }],
  ["e-mail alone", "email\na@example.test", { email: "a@example.test", name: "", role: "user" }],
  ["an empty role", "email,role\na@example.test,", { email: "a@example.test", name: "", role: "user" }],
  ["semicolons and a byte order mark", "\ufeffemail;name\r\na@example.test;Lovelace, Ada\r\n", { name: "Lovelace, Ada" }],
  ["tabs", "email\tname\na@example.test\tAda", { name: "Ada" }],
  ["old line ends", "email,name\ra@example.test,Ada\r", { line: 2, name: "Ada" }],
  ["quotes in quotes", 'email,name\na@example.test,"Ada ""the"" first, of all"', { name: 'Ada "the" first, of all' }],
  ["a quoted header", '"email";"name"\n"a@example.test";"Ada"', { name: "Ada" }],
])("a good file: %s", (_name, csv, row) => {
  const { rows, problems } = readUserRows(csv);
  expect([rows.length, rows[0], problems]).toEqual([1, expect.objectContaining(row), []]);
});

/** A cell as a careful program writes it. */
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const plainName = fc.string({ unit: "grapheme", maxLength: 40 }).map((name) => name.replaceAll(/[\0\r]/g, "").trim());

test("what a careful program writes is what is read, whatever stands in the cells", () => {
  const anyRow = fc.record({ name: plainName, role: fc.constantFrom("user", "admin") });
  const anyFile = fc.record({
    rows: fc.array(anyRow, { minLength: 1, maxLength: 20 }),
    separator: fc.constantFrom(",", ";", "\t"),
    lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
    mark: fc.constantFrom("", "\ufeff"),
  });
  fc.assert(
    fc.property(anyFile, ({ rows, separator, lineEnd, mark }) => {
      const given = rows.map((row, index) => ({ email: `u${index}@example.test`, ...row }));
      const lines = given.map(({ email, name, role }) => [role, quoted(name), email].join(separator));
      const read = readUserRows(mark + ["role", "name", "email"].join(separator) + lineEnd + lines.join(lineEnd));
      expect(read.problems).toEqual([]);
      expect(read.rows.map(({ line: _line, ...row }) => row)).toEqual(given);
    }),
  );
});

test("no text makes the reader fail, and each row is good or has a problem", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ea@.x,;\t"\n\r role', "user", "email"), maxLength: 80 }), (text) => {
      const { total, rows, problems } = readUserRows(text);
      const bad = new Set(problems.map(({ line }) => line));
      if (total > 0) expect(rows.length + bad.size).toBe(total);
      else expect(problems.length).toBeGreaterThan(0);
    }),
  );
});
