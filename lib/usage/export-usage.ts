import type { z } from "zod";
import type { CsvExport } from "#lib/http/csv";
import { getUsage } from "#lib/usage/get-usage";
import type { UsageInput } from "#lib/usage/schema";

/** `GET /api/v1/usage` as CSV: one row per series and bucket, bytes in full. */
export const usageCsv: CsvExport<z.output<typeof UsageInput>> = {
  filename: "usage.csv",
  columns: ["bucketStart", "group", "label", "rawUpload", "rawDownload", "billedUpload", "billedDownload"],
  async *rows(ctx, input) {
    for (const { key, label, raw, actuallyBilled } of (await getUsage(ctx, input)).series)
      for (const [index, { bucketStart, upload, download }] of raw.entries()) {
        const billed = actuallyBilled[index];
        yield [bucketStart, key, label, upload, download, billed?.upload ?? "0", billed?.download ?? "0"];
      }
  },
};
