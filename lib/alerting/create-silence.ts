import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { changeMutes } from "./internal/change-mutes.ts";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { matchFiring } from "./internal/match-firing.ts";
import { readSilenceView } from "./internal/silence-view.ts";
import { CreateSilenceInput, SilenceView } from "./schema.ts";
import { silenceSpan } from "./silence-span.ts";

const Id = z.object({ id: z.string() });

/**
 * Silences what its matchers mean, at once: alerts that fire stay on the list and say who muted them and why.
 * @throws DomainError validation_failed; confirmation_required, with what it would match as the state, when that is nothing
 */
export const createSilence = operation(
  { name: "createSilence", summary: "Create a silence", policy: "monitoring:write", input: CreateSilenceInput, output: SilenceView },
  (ctx, { matchers, comment, confirm, ...times }) => {
    const { from, to } = silenceSpan(times, ctx.now);
    return transaction(ctx.db, async (tx) => {
      await lockAlerts(tx);
      const preview = await matchFiring(tx, matchers);
      if (preview.count === 0 && !confirm) {
        const detail = `Nothing that fires now matches "${preview.words}" (${preview.firingCount} firing). Send confirm: true to make it anyway`;
        throw new DomainError("confirmation_required", detail, { state: preview });
      }
      const [made] = await tx.rows(
        sql`insert into silence (matchers, from_at, to_at, comment, created_by, created_by_user_id, created_at)
        values (${JSON.stringify(matchers)}::jsonb, ${from}::timestamptz, ${to}::timestamptz, ${comment}, ${ctx.actor.label},
          ${ctx.actor.kind === "user" ? ctx.actor.userId : null}::uuid, ${ctx.now}::timestamptz)
        returning id`,
        Id,
      );
      if (!made) throw new Error("The silence was not written");
      await changeMutes(tx, ctx, "silence", made.id);
      const silence = await readSilenceView(tx, ctx.now, made.id);
      if (!silence) throw new Error("The silence was not found again");
      await audit(tx, ctx, { action: "silence.create", subjectKind: "silence", subjectId: silence.id, after: silence });
      return silence;
    });
  },
);
