import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { addToTimeline, finish } from "./internal/act-on-alert.ts";
import { readAlert } from "./internal/alert-view.ts";
import { Alert, AssignAlertInput } from "./schema.ts";

const Person = z.object({ email: z.string() });

/** Gives an alert to an admin, or to nobody. @throws DomainError not_found (alert, or no admin of that id) */
export const assignAlert = operation(
  { name: "assignAlert", summary: "Assign an alert", policy: "monitoring:write", input: AssignAlertInput, output: Alert },
  (ctx, { id, userId }) =>
    transaction(ctx.db, async (tx) => {
      const before = await readAlert(tx, id);
      if (!before) throw notFound("Alert");
      const [person] =
        userId === null
          ? []
          : await tx.rows(sql`select email from app_user where id = ${userId}::uuid and role = 'admin' and disabled_at is null`, Person);
      if (userId !== null && !person) throw notFound("Admin");
      await tx.execute(sql`update alert set assigned_to = ${userId}::uuid where id = ${id}::uuid`);
      await addToTimeline(tx, ctx, id, person ? { kind: "assigned", detail: `to ${person.email}` } : { kind: "unassigned", detail: "" });
      return finish(tx, ctx, { name: "alert.assign", event: "alert:assigned" }, before);
    }),
);
