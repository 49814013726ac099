import type { Context } from "#lib/auth/context";
import { DomainError } from "#lib/core/errors";
import { transaction } from "#lib/core/transaction";
import type { ProblemItem } from "#lib/universal/problem";
import { readOutsideAlert, type Sender } from "../read-outside-alert.ts";
import { type OutsideAlert, receiveAlerts } from "../receive-alerts.ts";
import type { ReceivedAlerts } from "../schema.ts";

/** More would hide what matters; a sender that is wrong is wrong in the same way every time. */
const shownProblems = 50;

/**
 * Takes the alerts of one post in one transaction. As Alertmanager itself does, it takes what is right even when something
 * else is wrong, and then says what was.
 * @throws DomainError validation_failed naming every alert that was not taken, after the others were
 */
export async function receivePosted(ctx: Context, sender: Sender, posted: readonly unknown[]): Promise<Omit<ReceivedAlerts, "truncated">> {
  const alerts: OutsideAlert[] = [];
  const problems: ProblemItem[] = [];
  for (const [index, one] of posted.entries()) {
    const read = readOutsideAlert(one, index, sender, ctx.now);
    if (Array.isArray(read)) problems.push(...read);
    else alerts.push(read);
  }
  const written = alerts.length === 0 ? [] : await transaction(ctx.db, (tx) => receiveAlerts(tx, ctx, alerts));
  if (problems.length > 0) {
    const said = problems.slice(0, 3).map(({ path, detail }) => `${path}: ${detail}`);
    throw new DomainError("validation_failed", `${alerts.length} of ${posted.length} alerts were taken. ${said.join("; ")}`, {
      errors: problems.slice(0, shownProblems),
    });
  }
  const count = (...kinds: string[]) => written.filter(({ steps }) => steps.some(({ kind }) => kinds.includes(kind))).length;
  return { received: alerts.length, fired: count("fired", "reopened"), resolved: count("resolved") };
}
