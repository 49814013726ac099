import { env } from "#lib/core/env";
import { RefusedTarget, type Resolved, readTargetUrl, resolveTarget } from "#lib/notifications/check-target";
import type { Outcome } from "../channels/channel.ts";
import { type Answer, post } from "./post.ts";

interface Checked {
  url: string;
  headers: Record<string, string>;
  body: string | Uint8Array;
  signal: AbortSignal;
}

/**
 * Posts to a URL after looking where it leads to: 2xx is success, redirects are not followed, a receiver that asks for time
 * by `Retry-After` gets it.
 */
export async function sendChecked({ url: text, headers, body, signal }: Checked): Promise<Outcome> {
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
  return { isSuccess: false, statusCode, response, error: `answered ${statusCode}`, retryAfterMs: askedMs(headers["retry-after"]) };
}

/** Seconds, with a fraction at Discord's. */
function askedMs(retryAfter: string | undefined): number | undefined {
  return retryAfter !== undefined && /^\d{1,6}(\.\d{1,6})?$/.test(retryAfter) ? Math.ceil(Number(retryAfter) * 1_000) : undefined;
}
