import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { hiddenToken, installationFor } from "#lib/fleet/installation";
import { NodeServerDetail, NodeServerIdInput } from "#lib/fleet/schema";
import { currentSettings } from "#lib/settings/current-settings";
import { linesKeptFrom } from "#lib/settings/kept-from";
import { readNodeClients } from "./internal/node-client-row.ts";
import { readNodeServer } from "./internal/node-server-row.ts";
import { readSamples } from "./internal/sample-row.ts";
import { readRefusals, readReports } from "./internal/server-reports.ts";
import { readStatusChanges } from "./internal/status-hours.ts";

const shownChanges = 50;
const Config = z.object({ server_side_config: z.record(z.string(), z.unknown()) });

/** Everything of one server: configuration, status, clients, latest load, changes, reports and refusals. */
export const showNodeServer = operation(
  { name: "showNodeServer", summary: "Show a node server", policy: "fleet:read", input: NodeServerIdInput, output: NodeServerDetail },
  async (ctx, { id }) => {
    const everything = { start: new Date(0), end: new Date(ctx.now.getTime() + 1) };
    const settings = await currentSettings(ctx.db);
    const [server, configs, { items: clients }, samples, changes, reports, refusals] = await Promise.all([
      readNodeServer(ctx.db, ctx.now, id),
      ctx.db.rows(sql`select server_side_config from node_server where id = ${id}`, Config),
      readNodeClients(ctx.db, { where: sql`c.node_server_id = ${id}`, page: sql`order by c.display_order, c.id` }),
      readSamples(ctx.db, sql`node_sample where node_server_id = ${id} order by at desc limit 1`),
      readStatusChanges(ctx.db, id, everything, shownChanges),
      readReports(ctx.db, id, linesKeptFrom(ctx.now, settings["usage.lineRetentionDays"])),
      readRefusals(ctx.db, id),
    ]);
    const serverSideConfig = configs[0]?.server_side_config;
    if (!serverSideConfig) throw notFound("Node server");
    const installation = installationFor({ ...server, serverSideConfig, token: hiddenToken, intervalS: settings["fleet.pushIntervalS"] });
    return { ...server, serverSideConfig, installation, clients, latestSample: samples[0] ?? null, changes, reports, refusals };
  },
);
