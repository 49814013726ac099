import { z } from "zod";
import { Role } from "#lib/auth/permissions";
import { Email, ImportColumn, type ImportProblem, Name } from "#lib/auth/schema";
import { PlainText } from "#lib/universal/identifiers";
import { type CsvRecord, readCsv } from "./read-csv.ts";

/** More rows than this are given in several files, so that one import is one short transaction. */
export const maxImportRows = 20_000;

export interface UserRow {
  line: number;
  email: string;
  name: string;
  role: Role;
}

/** A file of accounts, read. Without rows when the file as a whole cannot be used. */
export interface UserRows {
  total: number;
  rows: UserRow[];
  problems: ImportProblem[];
}

const cellSchemas = {
  email: Email,
  name: Name,
  role: PlainText.trim()
    .toLowerCase()
    .transform((role) => role || "user")
    .pipe(z.enum(Role.options, "must be user or admin")),
};
const codes = { email: "invalid_email", name: "invalid_name", role: "unknown_role" } as const;

/** Reads a file of accounts cell by cell. A row is good or it has problems; the same e-mail a second time is one. */
export function readUserRows(csv: string): UserRows {
  const { records, broken } = readCsv(csv);
  const [header, ...body] = records;
  const unusable = (...problems: ImportProblem[]): UserRows => ({ total: 0, rows: [], problems });
  if (broken) return unusable(problem(broken.line, null, "malformed", broken.detail));
  if (!header) return unusable(problem(1, null, "empty_file", "The file is empty; its first line names the columns: email,name,role"));
  const { columns, problems } = readHeader(header);
  if (problems.length > 0) return unusable(...problems);
  const end = header.line + 1;
  if (body.length === 0) return unusable(problem(end, null, "empty_file", "There is no row below the header"));
  if (body.length > maxImportRows)
    return unusable(problem(end, null, "too_many_rows", `${body.length} rows; a file may have ${maxImportRows}, divide it`));

  const rows: UserRow[] = [];
  const lineOf = new Map<string, number>();
  for (const record of body) {
    const read = readRow(record, columns, lineOf);
    if (Array.isArray(read)) problems.push(...read);
    else rows.push(read);
  }
  return { total: body.length, rows, problems };
}

function readHeader({ line, cells }: CsvRecord): { columns: ImportColumn[]; problems: ImportProblem[] } {
  const columns: ImportColumn[] = [];
  const problems: ImportProblem[] = [];
  for (const cell of cells) {
    const name = cell.trim();
    const { success, data: column } = ImportColumn.safeParse(name.toLowerCase());
    if (!success) problems.push(problem(line, name, "unknown_column", "There are the columns email, name and role", name));
    else if (columns.includes(column)) problems.push(problem(line, column, "repeated_column", "The column is there twice", name));
    else columns.push(column);
  }
  if (!columns.includes("email"))
    problems.push(problem(line, "email", "missing_column", "The first line names the columns, and email must be one of them"));
  return { columns, problems };
}

function readRow({ line, cells }: CsvRecord, columns: readonly ImportColumn[], lineOf: Map<string, number>): UserRow | ImportProblem[] {
  const missing = columns[cells.length];
  if (missing !== undefined)
    return [problem(line, missing, "too_few_cells", `${cells.length} of ${columns.length} cells; an empty cell needs its separator`)];
  const surplus = cells.slice(columns.length);
  if (surplus.length > 0) {
    const detail = `${cells.length} cells for ${columns.length} columns; a cell with a separator in it must be quoted`;
    return [problem(line, null, "too_many_cells", detail, surplus.join(","))];
  }

  const problems: ImportProblem[] = [];
  const row: UserRow = { line, email: "", name: "", role: "user" };
  columns.forEach((column, index) => {
    const text = cells[index] ?? "";
    const cell = cellSchemas[column].safeParse(text);
    if (cell.success) Object.assign(row, { [column]: cell.data });
    else problems.push(problem(line, column, codes[column], cell.error.issues[0]?.message ?? "is not valid", text));
  });
  const first = lineOf.get(row.email);
  if (first !== undefined) problems.push(problem(line, "email", "repeated", `The same e-mail stands in line ${first}`, row.email));
  else if (row.email !== "") lineOf.set(row.email, line);
  return problems.length > 0 ? problems : row;
}

/** One problem with the beginning of what stands there. */
export function problem(line: number, column: string | null, code: ImportProblem["code"], detail: string, value = ""): ImportProblem {
  return { line, column, code, detail, value: value.slice(0, 200) };
}
