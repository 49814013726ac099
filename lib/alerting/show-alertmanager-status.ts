import { operation } from "#lib/auth/operation";
import { productVersion } from "#lib/settings/product-version";
import { AlertmanagerStatus, ShowAlertmanagerStatusInput } from "./schema.ts";

/** Alertmanager's `GET /api/v2/status`, for tools that ask whether it is one. `uptime` is since when, as theirs is. */
export const showAlertmanagerStatus = operation(
  {
    name: "showAlertmanagerStatus",
    summary: "Alertmanager: status",
    policy: "monitoring:read",
    input: ShowAlertmanagerStatusInput,
    output: AlertmanagerStatus,
  },
  async () => ({
    cluster: { status: "disabled", peers: [] },
    config: { original: "# Fleetlight: routes and silences are in its own pages and API.\n" },
    uptime: new Date(performance.timeOrigin).toISOString(),
    versionInfo: { version: await productVersion(), revision: "", branch: "", buildUser: "", buildDate: "", goVersion: "" },
  }),
);
