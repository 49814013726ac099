import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { durationInWords } from "#lib/fleet/decide-status";
import { readListening } from "#lib/fleet/read-listening";
import { condition, maxReplayPoints, type PastPoint, type PastSeries, type Reading } from "../condition.ts";

const Params = z.strictObject({
  afterSeconds: z.number().int().min(10).max(2_592_000).default(120),
  /** Names or genesis hashes; all there are when empty. */
  chains: z.array(z.string().min(1).max(256)).max(100).default([]),
  /** A node that has been away for that long is gone for good: nobody is told of it any more. */
  forgetAfterHours: z.number().int().min(1).max(8_760).default(168),
});
type Params = z.output<typeof Params>;

const Row = z.object({
  peer_id: z.string(),
  name: z.string(),
  chain: z.string(),
  chain_key: z.string(),
  last_seen_at: column.instant,
  disconnected_at: column.instant.nullable(),
  process: z.string().nullable(),
  node_server_id: z.number().int().nullable(),
});
type Node = z.output<typeof Row>;

const Gap = z.object({
  peer_id: z.string(),
  name: z.string(),
  chain: z.string(),
  chain_key: z.string(),
  from_at: column.instant,
  to_at: column.instant.nullable(),
});

const minuteMs = 60_000;

/**
 * A chain node that reported telemetry does not any more: by arrival, whether its connection ended or only says nothing. While
 * we have listened for less than that ourselves, after a start or a gap, nobody knows.
 */
export const kind = condition({
  kind: "telemetry_node_silent",
  title: "Telemetry node silent",
  source: "telemetry",
  params: Params,
  unit: "s",
  defaults: [
    { key: "telemetry-node-silent", name: "Telemetry node silent", params: {}, severity: "warning", forSeconds: 0, clearSeconds: 60 },
  ],
  words: ({ afterSeconds, chains }) =>
    `a telemetry node${chains.length === 0 ? "" : ` of ${chains.join(" or ")}`} has sent nothing for ${durationInWords(afterSeconds * 1000)}`,

  async read({ db, now }, rules) {
    const longest = Math.max(...rules.map(({ params }) => params.forgetAfterHours));
    const nodes = await db.rows(
      sql`select n.peer_id, n.name, n.chain, n.chain_key, n.last_seen_at, n.disconnected_at, c.process, c.node_server_id
      from telemetry_node n left join peer_connections c on c.id = n.connection_id
      where n.last_seen_at > ${now}::timestamptz - make_interval(hours => ${longest}::int) order by n.peer_id`,
      Row,
    );
    const listenedS = await readListening(db, now);
    return new Map(
      rules.map(({ id, params }) => [
        id,
        nodes.flatMap((node): Reading[] => {
          const silentS = Math.max(0, Math.round((now.getTime() - node.last_seen_at.getTime()) / 1000));
          return isMeant(params, node) && silentS < params.forgetAfterHours * 3_600 ? [readingOf(node, silentS, listenedS, params)] : [];
        }),
      ]),
    );
  },

  /** From the minutes in which each node was there; a gap shorter than two of them cannot be seen. */
  async replay({ db, now }, params, { from, to }): Promise<PastSeries[]> {
    const afterMs = Math.max(params.afterSeconds * 1000, 2 * minuteMs);
    const end = to < now ? to : now;
    const gaps = await db.rows(
      sql`with minute as (
        select peer_id, bucket, lead(bucket) over (partition by peer_id order by bucket) as next
        from telemetry_node_minute where bucket >= ${from}::timestamptz and bucket < ${to}::timestamptz),
      gap as (
        select peer_id, min(bucket) as from_at, min(bucket) as to_at from minute group by peer_id
        union all
        select peer_id, bucket, next from minute where coalesce(next, ${end}::timestamptz) - bucket > make_interval(secs => ${afterMs / 1000}::int))
      select g.peer_id, n.name, n.chain, n.chain_key, g.from_at, g.to_at from gap g join telemetry_node n on n.peer_id = g.peer_id
      order by g.peer_id, g.from_at, g.to_at nulls last limit ${Math.floor(maxReplayPoints / 2)}`,
      Gap,
    );
    const meant = gaps.filter((gap) => isMeant(params, gap));
    return [...Map.groupBy(meant, (gap) => gap.peer_id)].flatMap(([peerId, ofPeer]) => {
      const [first] = ofPeer;
      if (!first) return [];
      return {
        resource: resourceOf({ peer_id: peerId, name: first.name }),
        points: ofPeer.flatMap((gap) => pointsOf(gap, afterMs, end, params)),
      };
    });
  },
});

function isMeant({ chains }: Params, { chain, chain_key: key }: Pick<Node, "chain" | "chain_key">): boolean {
  return chains.length === 0 || chains.includes(chain) || chains.includes(key);
}

function resourceOf({ peer_id: id, name }: Pick<Node, "peer_id" | "name">) {
  return { type: "telemetry_node", id, name: name === "" ? id : name };
}

function readingOf(node: Node, silentS: number, listenedS: number, { afterSeconds }: Params): Reading {
  const resource = resourceOf(node);
  const what = node.disconnected_at ? "has been disconnected: it last sent something" : "is connected and last sent something";
  return {
    resource,
    observation: silentS <= afterSeconds ? "false" : listenedS < afterSeconds ? "no_data" : "true",
    value: silentS,
    message: `${resource.name} (${node.chain}) ${what} ${durationInWords(silentS * 1000)} ago`,
    labels: {
      chain: node.chain,
      // What a node server reports belongs to no process: its server is what may be down.
      ...(node.node_server_id !== null
        ? { node_server_id: String(node.node_server_id) }
        : node.process !== null && { ingest_process: node.process }),
    },
  };
}

/** A gap is silence once it is long enough, and until it ends or the node is forgotten. */
function pointsOf(
  { from_at: from, to_at: to }: z.output<typeof Gap>,
  afterMs: number,
  end: Date,
  { forgetAfterHours }: Params,
): PastPoint[] {
  if (to && to <= from) return [{ at: from, observation: "false", value: 0 }];
  const until = Math.min((to ?? end).getTime(), from.getTime() + forgetAfterHours * 3_600_000);
  const silent: PastPoint = {
    at: new Date(from.getTime() + afterMs),
    observation: "true",
    value: Math.round((until - from.getTime()) / 1000),
  };
  return to || until < end.getTime() ? [silent, { at: new Date(until), observation: "false", value: 0 }] : [silent];
}
