import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { env } from "#lib/core/env";
import { unseal } from "#lib/core/secrets";
import { RefusedTarget, type Resolved, readTargetUrl, resolveTarget } from "#lib/notifications/check-target";
import { type Answer, post } from "../internal/post.ts";
import type { Channel, Outcome, Outgoing } from "./channel.ts";

const Config = z.object({ url: z.string() });

/**
 * A signed POST as standardwebhooks.com describes it: `webhook-id`, `webhook-timestamp` and `webhook-signature`, the latter
 * made with the secret before too while a rotation overlaps. 2xx is success; redirects are not followed.
 */
export const webhookChannel: Channel = {
  perTarget: 8,
  canPause: true,
  async send(outgoing, { now, signal }) {
    const { url: text } = Config.parse(outgoing.target.config);
    const body = JSON.stringify(outgoing.payload);
    const headers = signedHeaders(outgoing, body, now);
    if (!headers)
      return { isSuccess: false, error: "The secret cannot be read with this installation's AUTH_SECRET: rotate it", isFinal: true };
    let url: URL;
    let addresses: Resolved[];
    try {
      url = readTargetUrl(text);
      addresses = await resolveTarget(url, env().FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS);
    } catch (error) {
      if (error instanceof RefusedTarget) return { isSuccess: false, error: error.message };
      throw error;
    }
    return outcomeOf(await post({ url, addresses, headers, body, signal }));
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

function outcomeOf({ statusCode, headers, body: response }: Answer): Outcome {
  if (statusCode >= 200 && statusCode < 300) return { isSuccess: true, statusCode, response };
  if (statusCode === 410)
    return {
      isSuccess: false,
      statusCode,
      response,
      error: "answered 410 Gone",
      pauses: "The receiver answered 410 Gone: it wants no more",
    };
  if (statusCode >= 300 && statusCode < 400) {
    const to = headers.location === undefined ? "" : ` (to ${headers.location.slice(0, 200)})`;
    return { isSuccess: false, statusCode, response, error: `answered ${statusCode}${to}: redirects are not followed` };
  }
  const retryAfter = headers["retry-after"];
  const retryAfterMs = retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : undefined;
  return { isSuccess: false, statusCode, response, error: `answered ${statusCode}`, retryAfterMs };
}
