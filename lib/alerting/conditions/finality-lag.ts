import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { durationInWords } from "#lib/fleet/decide-status";
import type { Observation } from "../alert-state.ts";
import { condition, maxReplayPoints, type PastPoint, type PastSeries, type Reading } from "../condition.ts";

const Params = z.strictObject({
  aboveBlocks: z.number().int().min(1).max(1_000_000).default(20),
  /** Nothing was finalized for that long. */
  stalledSeconds: z.number().int().min(1).max(86_400).default(60),
  /** Names or genesis hashes; all there are when empty. */
  chains: z.array(z.string().min(1).max(256)).max(100).default([]),
});
type Params = z.output<typeof Params>;

const height = column.bytes.transform(Number);
const Row = z.object({
  chain_key: z.string(),
  name: z.string(),
  best_height: height,
  finalized_height: height,
  finalized_at: column.instant,
  is_watched: z.boolean(),
});

const Minute = z.object({ chain_key: z.string(), name: z.string(), bucket: column.instant, best_height: height, finalized_height: height });

/** A chain of which nobody has reported anything for so long is none of ours any more. */
const forgetAfterHours = 168;

/**
 * The newest finalized block of a chain falls behind its best one, and does not move. Both together: a chain that finalizes in large
 * steps is behind before each, and one without blocks has nothing to finalize.
 */
export const kind = condition({
  kind: "finality_lag",
  title: "Finality stalled",
  source: "telemetry",
  params: Params,
  unit: "blocks",
  defaults: [{ key: "finality-lag", name: "Finality stalled", params: {}, severity: "critical", forSeconds: 60, clearSeconds: 60 }],
  words: ({ aboveBlocks, stalledSeconds, chains }) =>
    `the finalized block of ${chains.length === 0 ? "a chain" : chains.join(" or ")} is more than ${aboveBlocks} blocks behind the best one, and has not moved for ${durationInWords(stalledSeconds * 1000)}`,

  async read({ db, now }, rules) {
    const chains = await db.rows(
      sql`select c.chain_key, c.name, c.best_height, c.finalized_height, c.finalized_at,
        exists (select from telemetry_node n where n.chain_key = c.chain_key and n.disconnected_at is null) as is_watched
      from telemetry_chain c
      where c.best_height is not null and c.finalized_height is not null and c.finalized_at is not null
        and c.changed_at > ${now}::timestamptz - make_interval(hours => ${forgetAfterHours}::int)
      order by c.chain_key`,
      Row,
    );
    return new Map(
      rules.map(({ id, params }) => [
        id,
        chains.flatMap(
          ({
            chain_key: key,
            name,
            best_height: best,
            finalized_height: finalized,
            finalized_at: at,
            is_watched: isWatched,
          }): Reading[] => {
            if (!isMeant(params, { name, chain_key: key })) return [];
            const [lag, stalledMs] = [Math.max(0, best - finalized), Math.max(0, now.getTime() - at.getTime())];
            return [
              {
                resource: { type: "chain", id: key, name },
                observation: isWatched ? observationOf(params, lag, stalledMs) : "no_data",
                value: lag,
                message: isWatched
                  ? `${name} has finalized block ${finalized}, ${lag} behind the best one, ${durationInWords(stalledMs)} ago`
                  : `No node of ${name} is connected: nobody knows what it finalizes`,
                labels: { chain: name },
              },
            ];
          },
        ),
      ]),
    );
  },

  /** From the heights that the nodes of a chain had each minute. */
  async replay({ db }, params, { from, to }): Promise<PastSeries[]> {
    const minutes = await db.rows(
      sql`select n.chain_key, c.name, m.bucket, max(m.best_height) as best_height, max(m.finalized_height) as finalized_height
      from telemetry_node_minute m join telemetry_node n on n.peer_id = m.peer_id join telemetry_chain c on c.chain_key = n.chain_key
      where m.bucket >= ${from}::timestamptz and m.bucket < ${to}::timestamptz
      group by n.chain_key, c.name, m.bucket having count(m.best_height) > 0 and count(m.finalized_height) > 0
      order by n.chain_key, m.bucket limit ${maxReplayPoints}`,
      Minute,
    );
    const meant = minutes.filter((minute) => isMeant(params, minute));
    return [...Map.groupBy(meant, (minute) => minute.chain_key)].map(([id, ofChain]) => ({
      resource: { type: "chain", id, name: ofChain[0]?.name ?? id },
      points: pointsOf(ofChain, params),
    }));
  },
});

function isMeant({ chains }: Params, { chain_key: key, name }: { chain_key: string; name: string }): boolean {
  return chains.length === 0 || chains.includes(name) || chains.includes(key);
}

function observationOf({ aboveBlocks, stalledSeconds }: Params, lag: number, stalledMs: number): Observation {
  return lag > aboveBlocks && stalledMs > stalledSeconds * 1000 ? "true" : "false";
}

/** The finalized height moved when it is higher than ever before in the range. */
function pointsOf(minutes: readonly z.output<typeof Minute>[], params: Params): PastPoint[] {
  let highest = -1;
  let movedAtMs = 0;
  return minutes.map(({ bucket, best_height: best, finalized_height: finalized }) => {
    if (finalized > highest) [highest, movedAtMs] = [finalized, bucket.getTime()];
    const lag = Math.max(0, best - highest);
    return { at: bucket, observation: observationOf(params, lag, bucket.getTime() - movedAtMs), value: lag };
  });
}
