import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { formatBytes } from "#lib/universal/bytes";
import { condition, type Reading } from "../condition.ts";

const Params = z.strictObject({
  abovePercent: z.number().min(1).max(1_000).default(95),
  /** Only users with nothing waiting behind the active package: the others go on by themselves. */
  onlyWithoutSuccessor: z.boolean().default(true),
});

const Row = z.object({
  user_id: z.string(),
  email: z.string(),
  package_name: z.string(),
  used: column.bytes,
  quota: column.bytes,
  has_successor: z.boolean(),
});

/** A user's active package is nearly used up. Only users who are over are read: ten thousand who are well cost nothing. */
export const kind = condition({
  kind: "quota_usage",
  title: "Package nearly used up",
  source: "package",
  params: Params,
  unit: "%",
  defaults: [
    { key: "quota-usage", name: "Package nearly used up", params: { abovePercent: 95 }, severity: "info", forSeconds: 0, clearSeconds: 0 },
  ],
  words: ({ abovePercent, onlyWithoutSuccessor }) =>
    `a user has used more than ${abovePercent} % of the active package${onlyWithoutSuccessor ? " and has no other waiting" : ""}`,

  async read({ db }, rules) {
    const lowest = Math.min(...rules.map(({ params }) => params.abovePercent));
    const rows = await db.rows(
      sql`select q.user_id, u.email, p.name as package_name, q.upload + q.download as used, p.traffic_limit::numeric + q.adjust_quota as quota,
        exists (select 1 from package_queue w where w.user_id = q.user_id and w.status = 'in_queue') as has_successor
      from package_queue q join package p on p.id = q.package_id join app_user u on u.id = q.user_id
      where q.status = 'active' and u.disabled_at is null and (q.upload + q.download) * 100 > (p.traffic_limit::numeric + q.adjust_quota) * ${lowest}::numeric
      order by q.user_id`,
      Row,
    );
    return new Map(
      rules.map(({ id, params }) => [
        id,
        rows
          .filter(({ has_successor }) => !(params.onlyWithoutSuccessor && has_successor))
          .map(readingOf)
          .filter(({ value }) => value !== null && value > params.abovePercent),
      ]),
    );
  },
});

function readingOf({ user_id: id, email, package_name: packageName, used, quota }: z.output<typeof Row>): Reading {
  const value = quota > 0n ? Number((used * 10_000n) / quota) / 100 : 100;
  return {
    resource: { type: "user", id, name: email },
    observation: "true",
    value,
    message: `${email} has used ${formatBytes(used)} of ${formatBytes(quota)} (${packageName})`,
  };
}
