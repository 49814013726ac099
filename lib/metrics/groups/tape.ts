import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { group, only } from "../metric.ts";

const Row = z.object({
  libraries: column.count,
  drives: column.count,
  slots: column.count,
  occupied: column.count,
  unreported: column.count,
});

/** Tape libraries of all appliances; unknown while one of them has never sent its inventory. */
export const tape = group({
  name: "tape",
  title: "Tape",
  label: null,
  metrics: {
    totalLibraries: { title: "Libraries", unit: "count" },
    totalDrives: { title: "Drives", unit: "count" },
    totalSlots: { title: "Slots", unit: "count" },
    occupiedSlots: { title: "Occupied slots", unit: "count" },
  },
  async read({ db }) {
    // A slot is occupied when it says so, else when it has a barcode.
    const [row] = await db.rows(
      sql`select count(l) as libraries, coalesce(sum(jsonb_array_length(l -> 'drives')), 0) as drives,
        coalesce(sum(jsonb_array_length(l -> 'slots')), 0) as slots,
        coalesce(sum((select count(*) from jsonb_array_elements(l -> 'slots') s
          where coalesce((s ->> 'isOccupied')::boolean, s ->> 'barcode' is not null))), 0) as occupied,
        (select count(*) from appliance where inventory is null) as unreported
      from appliance a cross join lateral jsonb_array_elements(a.inventory -> 'tape' -> 'libraries') l`,
      Row,
    );
    if (!row || row.unreported > 0) return [];
    return only({ totalLibraries: row.libraries, totalDrives: row.drives, totalSlots: row.slots, occupiedSlots: row.occupied });
  },
});
