import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { transaction } from "#lib/core/transaction";
import { addToTimeline, finish } from "./internal/act-on-alert.ts";
import { readAlert } from "./internal/alert-view.ts";
import { Alert, CommentAlertInput } from "./schema.ts";

/** Writes on an alert's timeline; also on a resolved one, for whoever looks back. @throws DomainError not_found */
export const commentAlert = operation(
  { name: "commentAlert", summary: "Comment on an alert", policy: "monitoring:write", input: CommentAlertInput, output: Alert },
  (ctx, { id, text }) =>
    transaction(ctx.db, async (tx) => {
      const before = await readAlert(tx, id);
      if (!before) throw notFound("Alert");
      await addToTimeline(tx, ctx, id, { kind: "commented", detail: text });
      return finish(tx, ctx, { name: "alert.comment", event: "alert:commented" }, before);
    }),
);
