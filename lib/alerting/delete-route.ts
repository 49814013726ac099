import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { demandRoute, holdRoutes, rerouteAll } from "./internal/write-route.ts";
import { NoOutput, RouteIdInput } from "./schema.ts";

/**
 * Deletes a route with the routes below it; other routes take what they took. Who was told of an alert is told its end.
 * @throws DomainError not_found; wrong_state for the route that takes everything
 */
export const deleteRoute = operation(
  { name: "deleteRoute", summary: "Delete a route", policy: "monitoring:write", input: RouteIdInput, output: NoOutput },
  async (ctx, { id }) => {
    await transaction(ctx.db, async (tx) => {
      const before = demandRoute(await holdRoutes(tx), id);
      if (before.parentId === null)
        throw new DomainError("wrong_state", "The route that takes everything cannot be deleted", { state: before });
      await tx.execute(sql`delete from alert_route where id = ${id}::uuid`);
      await audit(tx, ctx, { action: "route.delete", subjectKind: "route", subjectId: id, before });
      await rerouteAll(tx, ctx, id);
    });
    return undefined;
  },
);
