import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { unseal } from "#lib/core/secrets";
import { bodyOf } from "../internal/read-secrets.ts";
import { sendChecked } from "../internal/send-checked.ts";
import type { Channel, Outgoing } from "./channel.ts";

const Config = z.object({ url: z.string() });

/**
 * A signed POST as standardwebhooks.com describes it: `webhook-id`, `webhook-timestamp` and `webhook-signature`, the latter
 * made with the secret before too while a rotation overlaps. 2xx is success; redirects are not followed.
 */
export const webhookChannel: Channel = {
  perTarget: 8,
  canPause: true,
  async send(outgoing, { now, signal }) {
    const { url } = Config.parse(outgoing.target.config);
    const body = bodyOf(outgoing);
    const headers = body === undefined ? undefined : signedHeaders(outgoing, body, now);
    if (body === undefined || !headers)
      return { isSuccess: false, error: "The secret cannot be read with this installation's AUTH_SECRET: rotate it", isFinal: true };
    return sendChecked({ url, headers, body, signal });
  },
};

function signedHeaders({ messageId, target }: Outgoing, body: string, now: Date): Record<string, string> | undefined {
  const isOverlapping = target.previousSecretUntil !== null && target.previousSecretUntil > now;
  const sealed = [target.secret, isOverlapping ? target.previousSecret : null];
  const secrets = sealed.flatMap((secret) => (secret === null ? [] : [unseal(secret)]));
  const signatures = secrets.flatMap((secret) => (secret === undefined ? [] : [new Webhook(secret).sign(messageId, now, body)]));
  if (signatures.length === 0) return undefined;
  return {
    "content-type": "application/json",
    "user-agent": "Fleetlight-Webhook/1",
    "webhook-id": messageId,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
    "webhook-signature": signatures.join(" "),
  };
}
