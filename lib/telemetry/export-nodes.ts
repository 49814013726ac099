import type { z } from "zod";
import type { Context } from "#lib/auth/context";
import { type ListNodesInput, NodeView } from "#lib/telemetry/schema";
import { type NodePlace, readNodes } from "./internal/read-nodes.ts";

const pageSize = 500;
const columns = NodeView.keyof().options;

/** The nodes as CSV: every one that the filter admits, whatever `limit` says. */
export const nodesCsv = {
  filename: "telemetry-nodes.csv",
  columns: [...columns],
  async *rows(ctx: Context, { limit: _limit, cursor: _cursor, ...filter }: z.output<typeof ListNodesInput>) {
    let after: NodePlace | undefined;
    for (;;) {
      const rows = await readNodes(ctx.db, filter, pageSize, after);
      for (const { view } of rows) yield columns.map((name) => cell(view[name]));
      after = rows.at(-1)?.place;
      if (rows.length < pageSize || !after) return;
    }
  },
};

function cell(value: string | number | boolean | null): string | number | null {
  return typeof value === "boolean" ? String(value) : value;
}
