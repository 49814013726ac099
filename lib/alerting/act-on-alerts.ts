import { operation } from "#lib/auth/operation";
import { isDomainError } from "#lib/core/errors";
import { acknowledgeAlert } from "./acknowledge-alert.ts";
import { resolveAlert } from "./resolve-alert.ts";
import { ActOnAlertsInput, ActOnAlertsResult } from "./schema.ts";
import { unacknowledgeAlert } from "./unacknowledge-alert.ts";

const actions = { acknowledge: acknowledgeAlert, unacknowledge: unacknowledgeAlert, resolve: resolveAlert } as const;

/** The same for up to 500 alerts, each by itself: one that cannot be acted upon is said, and stops no other. */
export const actOnAlerts = operation(
  { name: "actOnAlerts", summary: "Act on many alerts", policy: "monitoring:write", input: ActOnAlertsInput, output: ActOnAlertsResult },
  async (ctx, { ids, action, note }) => {
    const results: ActOnAlertsResult["results"] = [];
    for (const id of new Set(ids)) {
      try {
        await actions[action](ctx, { id, ...(note === undefined || action === "unacknowledge" ? {} : { note }) });
        results.push({ id, ok: true });
      } catch (error) {
        if (!isDomainError(error) || error.code === "database_unavailable") throw error;
        results.push({ id, ok: false, code: error.code, detail: error.message });
      }
    }
    return { results };
  },
);
