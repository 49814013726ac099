import { receivePrometheusAlerts } from "#lib/alerting/receive-prometheus-alerts";
import { route } from "#lib/http/route";

export const POST = route(receivePrometheusAlerts, { listBody: "alerts" });
