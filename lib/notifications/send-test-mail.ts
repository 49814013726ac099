import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { env } from "#lib/core/env";
import { DomainError } from "#lib/core/errors";
import { DeliveryDetail, SendTestMailInput } from "#lib/notifications/schema";
import { enqueueMails, isMailConfigured } from "./enqueue-mails.ts";
import { sendNow } from "./internal/send-now.ts";
import { mailText } from "./mail-text.ts";

/**
 * Sends a mail now and answers what the mail server said, after 10 s at most.
 * @throws DomainError unprocessable when mail is not configured
 */
export const sendTestMail = operation(
  { name: "sendTestMail", summary: "Send a test mail", policy: "settings:write", input: SendTestMailInput, output: DeliveryDetail },
  (ctx, { to }) => {
    if (!isMailConfigured()) throw new DomainError("unprocessable", "Mail is not configured: set SMTP_HOST and ALERT_FROM_EMAIL");
    return sendNow(ctx, async (tx) => {
      const text = mailText({
        subject: "Test from Fleetlight",
        paragraphs: [`${ctx.actor.label} asked for this test. Mail of this installation arrives.`],
        link: env().PUBLIC_URL === "" ? undefined : { label: "Open Fleetlight", url: env().PUBLIC_URL },
      });
      const [id] = await enqueueMails(tx, ctx.now, [{ ...text, to, topic: "mail.test" }], 1);
      if (id === undefined) throw new Error("The test was not written");
      await audit(tx, ctx, { action: "mail.test", subjectKind: "mail", subjectId: id, after: { to } });
      return id;
    });
  },
);
