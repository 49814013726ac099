import { z } from "zod";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { AlertChannel } from "#lib/notifications/schema";
import { kindOf } from "./check-channel.ts";
import { readSecrets } from "./read-secrets.ts";

const Row = z.object({ secret: z.string().nullable() });

/**
 * Secrets that stay go to no other server than they were entered for: who may change a channel must not learn them by
 * sending them to a server of their own. A webhook's secret only signs and is never sent.
 * @throws DomainError validation_failed naming the address that leads elsewhere
 */
export async function demandSecrets(tx: SqlTransaction, before: AlertChannel, config: unknown): Promise<void> {
  const { urls } = kindOf(before.kind);
  const [was, becomes] = [urls(before.config, {}), urls(config, {})];
  const moved = Object.keys(becomes).find((field) => originOf(was[field]) !== originOf(becomes[field]));
  if (moved === undefined || before.kind === "webhook") return;
  const [target] = await tx.rows(
    sql`select t.secret from notification_channel c join notification_target t on t.id = c.target_id where c.id = ${before.id}::uuid`,
    Row,
  );
  const kept = target ? readSecrets(target.secret) : {};
  // What cannot be read here may be readable elsewhere, or later.
  if (kept !== undefined && Object.keys(Object(kept)).length === 0) return;
  const path = `config.${moved}`;
  const detail = "leads to another server: enter the secret again, so that it is sent there on purpose";
  throw new DomainError("validation_failed", `${path}: ${detail}`, { errors: [{ path, code: "other_server", detail }] });
}

function originOf(text: string | undefined): string {
  return text !== undefined && URL.canParse(text) ? new URL(text).origin : (text ?? "");
}
