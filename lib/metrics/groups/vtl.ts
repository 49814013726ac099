import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { group, only } from "../metric.ts";

const Row = z.object({
  libraries: column.count,
  drives: column.count,
  tapes: column.count,
  active: column.count,
  loaded: column.count,
  unreported: column.count,
});

/** Virtual tape libraries of all appliances; unknown while one of them has never sent its inventory. */
export const vtl = group({
  name: "vtl",
  title: "Virtual tape",
  label: null,
  metrics: {
    totalLibraries: { title: "Libraries", unit: "count" },
    totalDrives: { title: "Drives", unit: "count" },
    totalTapes: { title: "Tapes", unit: "count" },
    activeDrives: { title: "Drives that are ready", unit: "count" },
    loadedTapes: { title: "Tapes in a drive", unit: "count" },
  },
  async read({ db }) {
    const [row] = await db.rows(
      sql`select count(l) as libraries, coalesce(sum(jsonb_array_length(l -> 'drives')), 0) as drives,
        coalesce(sum(jsonb_array_length(l -> 'tapes')), 0) as tapes,
        coalesce(sum((select count(*) from jsonb_array_elements(l -> 'drives') d where d ->> 'status' = 'ready')), 0) as active,
        coalesce(sum((select count(*) from jsonb_array_elements(l -> 'tapes') t where t ->> 'status' = 'in_drive')), 0) as loaded,
        (select count(*) from appliance where inventory is null) as unreported
      from appliance a cross join lateral jsonb_array_elements(a.inventory -> 'vtl' -> 'libraries') l`,
      Row,
    );
    if (!row || row.unreported > 0) return [];
    return only({
      totalLibraries: row.libraries,
      totalDrives: row.drives,
      totalTapes: row.tapes,
      activeDrives: row.active,
      loadedTapes: row.loaded,
    });
  },
});
