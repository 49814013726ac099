import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { durationInWords } from "#lib/fleet/decide-status";
import { readListening } from "#lib/fleet/read-listening";
import { condition, type Reading } from "../condition.ts";

const Params = z.strictObject({ afterSeconds: z.number().int().min(30).max(2_592_000).default(3_600) });
const Row = z.object({ id: z.number().int(), name: z.string(), last_online_at: column.instant.nullable(), created_at: column.instant });

/**
 * A node server has been silent for longer than a time of one's own, whatever its status says; maintenance excepted. While we
 * have listened for less than that ourselves, after a start or a gap, nobody knows.
 */
export const kind = condition({
  kind: "no_heartbeat",
  title: "No heartbeat",
  source: "node",
  params: Params,
  unit: "s",
  defaults: [],
  words: ({ afterSeconds }) => `a node server has not been heard for ${durationInWords(afterSeconds * 1000)}`,

  async read({ db, now }, rules) {
    const servers = await db.rows(
      sql`select id, name, last_online_at, created_at from node_server where status <> 'maintenance' order by id`,
      Row,
    );
    const listenedS = await readListening(db, now);
    const silent = servers.map((server) => ({
      ...server,
      silentS: Math.max(0, Math.round((now.getTime() - (server.last_online_at ?? server.created_at).getTime()) / 1000)),
    }));
    return new Map(
      rules.map(({ id: ruleId, params }) => [
        ruleId,
        silent.map(
          ({ id, name, silentS, last_online_at: heardAt }): Reading => ({
            resource: { type: "node_server", id: String(id), name },
            observation: silentS <= params.afterSeconds ? "false" : listenedS < params.afterSeconds ? "no_data" : "true",
            value: silentS,
            message: heardAt ? `${name} was last heard ${durationInWords(silentS * 1000)} ago` : `${name} has never been heard`,
            labels: { node_server_id: String(id) },
          }),
        ),
      ]),
    );
  },
});
