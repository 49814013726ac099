import type { z } from "zod";
import type { CsvExport } from "#lib/http/csv";
import { listUsageLines } from "#lib/usage/list-usage-lines";
import type { UsageLinesInput } from "#lib/usage/schema";

/** Every line that the filter admits, not only one page, as CSV. `limit` does not count; a cursor is where it begins. */
export const usageLinesCsv: CsvExport<z.output<typeof UsageLinesInput>> = {
  filename: "usage-lines.csv",
  columns: [
    "at",
    "nodeClientId",
    "nodeName",
    "rawUpload",
    "rawDownload",
    "trafficFactor",
    "billedUpload",
    "billedDownload",
    "queueItemId",
    "packageName",
  ],
  async *rows(ctx, input) {
    let cursor = input.cursor;
    do {
      const page = await listUsageLines(ctx, { ...input, limit: 500, cursor });
      for (const { at, nodeClientId, nodeName, raw, trafficFactor, billed, package: item } of page.items)
        yield [
          at,
          nodeClientId,
          nodeName,
          raw.upload,
          raw.download,
          trafficFactor,
          billed.upload,
          billed.download,
          item?.queueItemId ?? null,
          item?.name ?? null,
        ];
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  },
};
