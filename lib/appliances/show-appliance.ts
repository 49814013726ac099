import { z } from "zod";
import { ApplianceDetail, ApplianceIdInput, Inventory } from "#lib/appliances/schema";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { readAppliances } from "./internal/appliance-row.ts";

/** One appliance with its last snapshot, and what is forecast of each repository. */
export const showAppliance = operation(
  { name: "showAppliance", summary: "Show an appliance", policy: "appliances:read", input: ApplianceIdInput, output: ApplianceDetail },
  async (ctx, { id }) => {
    const [[found], [stored]] = await Promise.all([
      readAppliances(ctx.db, ctx.now, { where: sql`a.id = ${id}::uuid`, page: sql`` }),
      ctx.db.rows(sql`select inventory from appliance where id = ${id}::uuid`, z.object({ inventory: Inventory.nullable() })),
    ]);
    if (!found || !stored) throw notFound("Appliance");
    const repositories = found.repositories.map(({ applianceId: _, totalBytes, usedBytes, ...repository }) => ({
      ...repository,
      totalBytes: String(totalBytes),
      usedBytes: String(usedBytes),
    }));
    return { ...found.view, inventory: stored.inventory, repositories };
  },
);
