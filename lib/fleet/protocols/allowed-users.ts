import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";

const User = z.object({ uid: z.number().int(), uuid: z.string(), speed_limit: z.number().int(), device_limit: z.number().int() });
export type AllowedUser = z.output<typeof User>;

/**
 * Whom a server serves, by uid: users who are not disabled and whose active, unexpired package's group an enabled client
 * of the server allows. The speed limit (Mbit/s, 0 = none) is the most generous of those clients, because the protocols
 * know one per server.
 */
export async function allowedUsers(ctx: Context, nodeServerId: number): Promise<AllowedUser[]> {
  const query = sql`
    with allowed_group as (
      select available_group, case when bool_or(c.speed_limit = 0) then 0 else max(c.speed_limit) end as speed_limit
      from node_client c cross join unnest(c.available_groups) available_group
      where c.node_server_id = ${nodeServerId} and c.is_enabled
      group by available_group)
    select u.uid, u.uuid, g.speed_limit, p.max_client_number as device_limit
    from allowed_group g
    join package p on p.available_group = g.available_group
    join package_queue q on q.package_id = p.id and q.status = 'active' and (q.expires_at is null or q.expires_at > ${ctx.now}::timestamptz)
    join app_user u on u.id = q.user_id and u.disabled_at is null
    order by u.uid`;
  const { rows } = await ctx.db.ingestPool.query(query.text, query.values as unknown[]);
  return z.array(User).parse(rows);
}
