import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { cutPage } from "#lib/universal/paging";
import { readWindowViews } from "./internal/window-view.ts";
import { ListMaintenanceWindowsInput, MaintenanceWindowList } from "./schema.ts";

const Place = z.tuple([z.iso.datetime(), z.uuid()]);

/** Maintenance windows, the last made first, each with its next occurrences. */
export const listMaintenanceWindows = operation(
  {
    name: "listMaintenanceWindows",
    summary: "List maintenance windows",
    policy: "monitoring:read",
    input: ListMaintenanceWindowsInput,
    output: MaintenanceWindowList,
  },
  async (ctx, { limit, cursor }) => {
    const place = readCursor(cursor, Place);
    const after = place ? sql`where (w.created_at, w.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : emptySql;
    const windows = await readWindowViews(ctx.db, ctx.now, sql`${after} order by w.created_at desc, w.id desc limit ${limit + 1}`);
    return cutPage(windows, limit, (window) => [window.createdAt, window.id]);
  },
);
