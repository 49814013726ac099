import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { historyRange } from "#lib/fleet/history-range";
import { NodeSamples, NodeSamplesInput } from "#lib/fleet/schema";
import { readNodeServer } from "./internal/node-server-row.ts";
import { readSamples } from "./internal/sample-row.ts";

/** A chart gets at most this many points: the newest sample of each of as many equal spans. */
const maxSamples = 500;

/** The node's own load over a range (the last 24 hours by default), oldest first. */
export const listNodeSamples = operation(
  {
    name: "listNodeSamples",
    summary: "CPU, memory, swap and disk of a node server",
    policy: "fleet:read",
    input: NodeSamplesInput,
    output: NodeSamples,
  },
  async (ctx, { id, ...asked }) => {
    const { start, end } = historyRange(asked, ctx.now);
    const spanS = (end.getTime() - start.getTime()) / 1000 / maxSamples;
    const span = sql`floor(extract(epoch from at - ${start}::timestamptz) / ${spanS}::double precision)`;
    const thinned = sql`(
      select distinct on (span) * from (
        select *, ${span} as span from node_sample
        where node_server_id = ${id} and at >= ${start}::timestamptz and at < ${end}::timestamptz) spanned
      order by span, at desc) thinned order by at`;
    const [, items] = await Promise.all([readNodeServer(ctx.db, ctx.now, id), readSamples(ctx.db, thinned)]);
    return { items };
  },
);
