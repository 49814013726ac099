import { z } from "zod";
import { PlainText } from "#lib/universal/identifiers";
import { channelKind } from "./channel-kind.ts";

const Config = z.strictObject({ url: PlainText.max(2_048).trim() });
/** Alerts in one body: a receiver has to be able to hold it. */
const alertsAtOnce = 500;

/**
 * A signed webhook (Standard Webhooks). Its secret is made here and shown once. A program reads it, so every alert is in it,
 * in as many bodies as it takes.
 */
export const webhookKind = channelKind({
  kind: "webhook",
  title: "Webhook",
  config: Config,
  secrets: z.strictObject({}),
  target: "alert_webhook",
  urls: ({ url }) => ({ url }),
  address: ({ url }) => url,
  format({ notice, now, acknowledge }) {
    const alerts = notice.sections.flatMap(({ heading, items }) =>
      items.map(({ id, severity, title, message, at }) => ({ id, what: heading, severity, title, message, at: at.toISOString() })),
    );
    const parts = Math.max(1, Math.ceil(alerts.length / alertsAtOnce));
    return Array.from({ length: parts }, (_, index) => ({
      type: "alert.notice",
      timestamp: now.toISOString(),
      data: {
        noticeId: notice.id,
        headline: notice.headline,
        severity: notice.severity,
        part: index + 1,
        parts,
        alerts: alerts.slice(index * alertsAtOnce, (index + 1) * alertsAtOnce),
        ...(notice.openUrl && { openUrl: notice.openUrl }),
        ...(acknowledge && { acknowledgeUrl: acknowledge }),
      },
    }));
  },
});
