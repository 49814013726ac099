import { operation } from "#lib/auth/operation";
import { receivePosted } from "./internal/receive-posted.ts";
import { ReceiveAlertmanagerWebhookInput, ReceivedAlerts } from "./schema.ts";

/**
 * Alertmanager's webhook, version 4: what fires in a group and what does not any more.
 * @see https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export const receiveAlertmanagerWebhook = operation(
  {
    name: "receiveAlertmanagerWebhook",
    summary: "Take the webhook of an Alertmanager",
    policy: "monitoring:write",
    input: ReceiveAlertmanagerWebhookInput,
    output: ReceivedAlerts,
  },
  async (ctx, { alerts, truncatedAlerts }) => {
    if (truncatedAlerts > 0) ctx.log.warn({ truncatedAlerts }, "An Alertmanager left alerts out of its webhook: raise its max_alerts");
    return { ...(await receivePosted(ctx, "alertmanager", alerts)), truncated: truncatedAlerts };
  },
);
