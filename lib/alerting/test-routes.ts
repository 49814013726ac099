import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { labelsOf } from "./alert-labels.ts";
import { decideRoutes } from "./decide-route.ts";
import { readAlert } from "./internal/alert-view.ts";
import { readRouteTree } from "./internal/read-routes.ts";
import { RoutesTested, TestRoutesInput } from "./schema.ts";

const Channel = z.object({ id: z.string(), name: z.string(), is_enabled: z.boolean() });

/** Which routes an alert with these labels would take, and who would be told: by the same decision, and without effect. @throws DomainError not_found */
export const testRoutes = operation(
  {
    name: "testRoutes",
    summary: "Ask which route an alert would take",
    policy: "monitoring:read",
    input: TestRoutesInput,
    output: RoutesTested,
  },
  async (ctx, { alertId, labels: given }) => {
    const alert = alertId === undefined ? undefined : await readAlert(ctx.db, alertId);
    if (alertId !== undefined && !alert) throw notFound("Alert");
    const labels = { ...(alert && labelsOf(alert)), ...given };
    const root = await readRouteTree(ctx.db);
    const channels = await ctx.db.rows(sql`select id, name, is_enabled from notification_channel`, Channel);
    const byId = new Map(channels.map(({ id, name, is_enabled: isEnabled }) => [id, { id, name, isEnabled }]));
    const routes = root ? decideRoutes(root, labels) : [];
    return {
      labels,
      routes: routes.map(({ id, name, channelIds }) => ({
        id,
        name,
        channels: channelIds.flatMap((channelId) => byId.get(channelId) ?? []),
      })),
    };
  },
);
