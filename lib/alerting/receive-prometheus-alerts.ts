import { operation } from "#lib/auth/operation";
import { receivePosted } from "./internal/receive-posted.ts";
import { ReceivedAlerts, ReceivePrometheusAlertsInput } from "./schema.ts";

/**
 * Alertmanager's `POST /api/v2/alerts`: a Prometheus that has us as its Alertmanager posts what fires every minute or so,
 * and what does not any more with an end that has passed.
 * @see https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml
 */
export const receivePrometheusAlerts = operation(
  {
    name: "receivePrometheusAlerts",
    summary: "Alertmanager: take alerts of a Prometheus",
    policy: "monitoring:write",
    input: ReceivePrometheusAlertsInput,
    output: ReceivedAlerts,
  },
  async (ctx, { alerts }) => ({ ...(await receivePosted(ctx, "prometheus", alerts)), truncated: 0 }),
);
