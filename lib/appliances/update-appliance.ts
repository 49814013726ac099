import { Appliance, UpdateApplianceInput } from "#lib/appliances/schema";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { readAppliances } from "./internal/appliance-row.ts";
import { lockAppliance } from "./internal/lock-appliance.ts";

/** Renames an appliance. */
export const updateAppliance = operation(
  { name: "updateAppliance", summary: "Rename an appliance", policy: "appliances:write", input: UpdateApplianceInput, output: Appliance },
  (ctx, { id, name }) =>
    transaction(ctx.db, async (tx) => {
      const before = await lockAppliance(tx, id);
      await tx.prisma.appliance.update({ where: { id }, data: { name } });
      const entry = { action: "appliance.update", subjectKind: "appliance", subjectId: id };
      await audit(tx, ctx, { ...entry, before: { name: before.name }, after: { name } });
      publish(tx, ctx.now, "appliance:changed", ["permission:appliances:read"], { applianceId: id });
      const [found] = await readAppliances(tx, ctx.now, { where: sql`a.id = ${id}::uuid`, page: sql`` });
      if (!found) throw notFound("Appliance");
      return found.view;
    }),
);
