import { z } from "zod";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { reachedBrowsers } from "./push-audience.ts";

/** One delivery of a message: which target takes it, and for whom behind it. */
interface Recipient {
  targetId: string;
  /** As people read it in the log; null: the target itself. */
  recipient: string | null;
  browserId?: string;
}

/** A channel as the outbox needs it. */
export interface AddressedChannel {
  kind: string;
  config: Record<string, unknown>;
  recipients: Recipient[];
}

const Row = z.object({
  id: z.string(),
  kind: z.string(),
  config: z.record(z.string(), z.unknown()),
  target_id: z.string(),
});

/**
 * Channels by id, with everybody that a message to them is for: of mail every address, of Web Push every browser. One of Web
 * Push that reaches nobody is its own recipient, so that this is seen.
 */
export async function addressChannels(
  tx: SqlTransaction,
  now: Date,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AddressedChannel>> {
  await tx.execute(sql`insert into notification_target (kind, description, created_at) select 'email', 'Mail server', ${now}::timestamptz
    where exists (select from notification_channel where kind = 'email' and id = any(${ids}::uuid[]))
    on conflict (kind) where kind = 'email' do nothing`);
  const rows = await tx.rows(
    sql`select c.id, c.kind, c.config, coalesce(c.target_id, (select id from notification_target where kind = 'email')) as target_id
    from notification_channel c where c.id = any(${ids}::uuid[])`,
    Row,
  );
  const reached = rows.some(({ kind }) => kind === "web_push") ? await reachedBrowsers(tx, ids) : [];
  const browsers = Map.groupBy(reached, ({ channel_id: id }) => id);
  return new Map(
    rows.map((row) => {
      const own = browsers
        .get(row.id)
        ?.map(({ target_id: targetId, name, browser_id: browserId }) => ({ targetId, recipient: name, browserId }));
      return [row.id, { kind: row.kind, config: row.config, recipients: own ?? addressesOf(row) }];
    }),
  );
}

function addressesOf({ kind, config: { recipients }, target_id: targetId }: z.output<typeof Row>): Recipient[] {
  if (kind !== "email" || !Array.isArray(recipients)) return [{ targetId, recipient: null }];
  return recipients.map((address) => ({ targetId, recipient: String(address) }));
}
