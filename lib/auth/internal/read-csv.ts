import { parse } from "csv-parse/sync";

/** One record of a file. `line` is where it begins: a quoted cell may hold line breaks. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

export interface CsvText {
  /** Without empty lines. */
  records: CsvRecord[];
  /** Quoting that cannot be read; the records before it are there, what follows is not. */
  broken?: { line: number; detail: string };
}

/**
 * Reads CSV by RFC 4180, with or without a byte order mark, with any of the three line ends. Cells are separated by what
 * the first line uses: spreadsheets write semicolons where the comma is the decimal point.
 */
export function readCsv(text: string): CsvText {
  // A carriage return inside quotes would be counted as a line of its own.
  const plain = text.replaceAll(/\r\n?/g, "\n");
  const records: CsvRecord[] = [];
  let readLines = 0;
  try {
    parse(plain, {
      bom: true,
      delimiter: separatorOf(plain),
      record_delimiter: "\n",
      relax_column_count: true,
      on_record: (cells: string[], { lines }) => {
        if (cells.length > 1 || cells[0]?.trim() !== "") records.push({ line: readLines + 1, cells });
        readLines = lines;
        return null;
      },
    });
  } catch (error) {
    if (!isCsvError(error)) throw error;
    return { records, broken: { line: readLines + 1, detail: detailOf(error.code) } };
  }
  return { records };
}

function separatorOf(text: string): string {
  const header = text.slice(0, text.search(/\n|$/)).replaceAll(/"[^"]*"/g, "");
  return /[,;\t]/.exec(header)?.[0] ?? ",";
}

function isCsvError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.includes("QUOTE");
}

function detailOf(code: string): string {
  if (code.includes("NOT_CLOSED")) return "A quotation mark is opened here and never closed";
  if (code.includes("CLOSING")) return "After a closing quotation mark the cell must end; a mark inside a quoted cell is written twice";
  return 'A quotation mark stands inside a cell that is not quoted; write the cell as "…" and the mark twice';
}
