import webPush from "web-push";
import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { forgetBrowsers } from "../internal/forget-browsers.ts";
import { pushContact } from "../internal/push-contact.ts";
import { type PushSubscription, readSubscription } from "../internal/push-subscription.ts";
import { bodyOf } from "../internal/read-secrets.ts";
import { sendChecked } from "../internal/send-checked.ts";
import type { Channel, Outcome } from "./channel.ts";

/** `browserId`: whom it is for. A delivery without one stands for a channel that reaches nobody. */
const Payload = z.looseObject({ browserId: z.uuid().optional(), severity: z.enum(["info", "warning", "critical"]) });
/** How long a push service keeps it for a browser that is away; after a day it is no news. */
const keptForS = 86_400;
/** Source: RFC 8030, 5.3. What is critical wakes a phone that saves power. */
const urgency = { critical: "high", warning: "normal", info: "low" } as const;

/** An encrypted message (RFC 8291) to a browser's push service, which can tell that it is from us (VAPID, RFC 8292) and read nothing of it. */
export const webPushChannel: Channel = {
  perTarget: 8,
  canPause: false,
  async send({ payload }, { db, now, signal }) {
    const { browserId, severity, ...message } = Payload.parse(payload);
    if (browserId === undefined) return refused("No browser is subscribed: press Notify me in this browser at Channels");
    const found = await readSubscription(db, browserId);
    if (!found) return refused("This browser is no longer subscribed, or its account may no longer be told");
    const body = bodyOf({ payload: { ...message, severity } });
    const { subscription, publicKey, privateKey } = found;
    if (body === undefined || privateKey === undefined || subscription === undefined)
      return refused("The subscription cannot be read with this installation's AUTH_SECRET: subscribe again");
    const request = encrypted(subscription, body, { publicKey, privateKey, urgency: urgency[severity] });
    return endedOrNot(db, now, browserId, await sendChecked({ ...request, signal }));
  },
};

interface Signing {
  publicKey: string;
  privateKey: string;
  urgency: (typeof urgency)[keyof typeof urgency];
}

function encrypted({ endpoint, p256dh, auth }: PushSubscription, text: string, { urgency: urgent, ...pair }: Signing) {
  const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, text, {
    vapidDetails: { subject: pushContact(), ...pair },
    TTL: keptForS,
    urgency: urgent,
    contentEncoding: "aes128gcm",
  });
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return { url: endpoint, headers: named, body };
}

/** 404 and 410 say that the subscription has ended for good. Source: RFC 8030, 7.3. */
async function endedOrNot(db: Database, now: Date, browserId: string, outcome: Outcome): Promise<Outcome> {
  if (outcome.isSuccess || (outcome.statusCode !== 404 && outcome.statusCode !== 410)) return outcome;
  await transaction(db, (tx) => forgetBrowsers(tx, now, sql`b.id = ${browserId}::uuid`));
  const { statusCode, response } = outcome;
  return {
    ...refused(`answered ${statusCode}: the browser's subscription has ended, it is removed`),
    statusCode,
    ...(response && { response }),
  };
}

/** Trying again cannot help this browser, and says nothing of its push service. */
function refused(error: string): Outcome & { isSuccess: false } {
  return { isSuccess: false, error, isFinal: true, isOfRecipient: true };
}
