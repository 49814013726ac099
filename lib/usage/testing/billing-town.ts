import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { createPackage } from "#lib/package-queue/create-package";
import { enqueuePackage } from "#lib/package-queue/enqueue-package";
import { type LedgerFleet, makeLedgerFleet } from "./ledger-fleet.ts";

/** Many users on two servers, the first `short` of whom have a package that will not suffice and a second one that will. */
export interface BillingTown {
  fleet: LedgerFleet;
  short: string[];
  /** The items that will run out, and those that must follow them. */
  first: string[];
  second: string[];
}

export async function makeBillingTown(db: Database, options: { users: number; short: number; shortLimit: bigint }): Promise<BillingTown> {
  const ctx = systemContext("test", { db });
  const fleet = await makeLedgerFleet(db, [["1.5"], ["0.333"]], options.users);
  const make = (trafficLimit: bigint) =>
    createPackage(ctx, { name: "Town", trafficLimit: String(trafficLimit), expireSeconds: 86_400 * 30, availableGroup: 1 });
  const [small, large] = [await make(options.shortLimit), await make(2n ** 60n)];
  const town: BillingTown = { fleet, short: [], first: [], second: [] };
  for (const [index, { id: userId }] of fleet.users.entries()) {
    if (index >= options.short) {
      await enqueuePackage(ctx, { userId, packageId: large.id });
      continue;
    }
    town.short.push(userId);
    town.first.push((await enqueuePackage(ctx, { userId, packageId: small.id })).id);
    town.second.push((await enqueuePackage(ctx, { userId, packageId: large.id })).id);
  }
  await watchItems(db);
  return town;
}

/** From now on the database itself notes every change of an item's status and of an event's, and refuses that used bytes go down. */
async function watchItems(db: Database): Promise<void> {
  await db.pool.query(`
    create table seen_change (item uuid not null, was text not null, is_now text not null);
    create function see_change() returns trigger language plpgsql as $$ begin
      if new.upload < old.upload or new.download < old.download then raise exception 'used bytes of % went down', old.id; end if;
      if new.status <> old.status then insert into seen_change values (old.id, old.status, new.status); end if;
      return new;
    end $$;
    create trigger see_change before update on package_queue for each row execute function see_change();
    create table seen_event (event uuid not null, is_now text not null);
    create function see_event() returns trigger language plpgsql as $$ begin
      if new.state <> old.state then insert into seen_event values (old.id, new.state); end if;
      return new;
    end $$;
    create trigger see_event before update on billing_event for each row execute function see_event()`);
}

const Change = z.object({ item: z.string(), was: z.string(), is_now: z.string() });

export function seenChanges(db: Database): Promise<z.output<typeof Change>[]> {
  return db.rows(sql`select item, was, is_now from seen_change`, Change);
}
