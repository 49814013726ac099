import { exportRules } from "#lib/alerting/export-rules";
import { route } from "#lib/http/route";

export const GET = route(exportRules, { text: { type: "text/yaml", filename: "fleetlight-rules.yaml" } });
