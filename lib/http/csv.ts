import type { Context } from "#lib/auth/context";

/** How a list is written as CSV: the file's name and one text per column. */
export interface CsvExport<Input> {
  filename: string;
  columns: string[];
  /** Rows page by page, so that an export of any length needs the memory of one page. */
  rows(ctx: Context, input: Input): AsyncIterable<readonly (string | number | null)[]>;
}

/** One cell: quoted where needed, and harmless in a spreadsheet (a leading = + - @, their wide forms, tab or line break could begin a formula). */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = /^[=+\-@＝＋－＠\t\r\n]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Streams rows as text/csv. The first page is fetched before the answer begins, so that errors are still answers. */
export async function csvResponse<I>(ctx: Context, input: I, csv: CsvExport<I>): Promise<Response> {
  const rows = csv.rows(ctx, input)[Symbol.asyncIterator]();
  let next = await rows.next();
  const encoder = new TextEncoder();
  let isFirst = true;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      let text = isFirst ? `${csv.columns.map(csvCell).join(",")}\r\n` : "";
      isFirst = false;
      for (let count = 0; count < 500 && !next.done; count++) {
        text += `${next.value.map(csvCell).join(",")}\r\n`;
        next = await rows.next();
      }
      if (text) controller.enqueue(encoder.encode(text));
      if (next.done) controller.close();
    },
    async cancel() {
      await rows.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${csv.filename}"`,
      "cache-control": "no-store",
    },
  });
}
