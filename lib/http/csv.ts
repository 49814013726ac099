import type { Context } from "#lib/auth/context";
import { csvLine } from "#lib/universal/csv";

/** How a list is written as CSV: the file's name and one text per column. */
export interface CsvExport<Input> {
  filename: string;
  columns: string[];
  /** Rows page by page, so that an export of any length needs the memory of one page. */
  rows(ctx: Context, input: Input): AsyncIterable<readonly (string | number | null)[]>;
}

/** Streams rows as text/csv. The first page is fetched before the answer begins, so that errors are still answers. */
export async function csvResponse<I>(ctx: Context, input: I, csv: CsvExport<I>): Promise<Response> {
  const rows = csv.rows(ctx, input)[Symbol.asyncIterator]();
  let next = await rows.next();
  const encoder = new TextEncoder();
  let isFirst = true;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      let text = isFirst ? csvLine(csv.columns) : "";
      isFirst = false;
      for (let count = 0; count < 500 && !next.done; count++) {
        text += csvLine(next.value);
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
