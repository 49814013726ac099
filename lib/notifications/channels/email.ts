import { isIP } from "node:net";
import { createTransport } from "nodemailer";
import { z } from "zod";
import { env } from "#lib/core/env";
import { unseal } from "#lib/core/secrets";
import { forbiddenAddress } from "#lib/notifications/forbidden-address";
import { plainStart } from "../internal/plain-start.ts";
import type { Channel, Outcome } from "./channel.ts";

/** A mail as it waits in the outbox. `sealed` in its texts is replaced by the secret that it holds: a link, for one. */
const Mail = z.object({ subject: z.string(), text: z.string(), html: z.string(), sealed: z.string().optional() });
/** What nodemailer says of a failure, beside its message. */
const Failure = z.object({
  message: z.string(),
  code: z.string().optional(),
  responseCode: z.number().int().optional(),
  response: z.string().optional(),
});

/** What the secret of a mail stands for in its texts. */
export const secretPlace = "{{secret}}";

/** A mail by the configured server. The id in `Message-ID` is the same in every attempt. */
export const emailChannel: Channel = {
  perTarget: 2,
  // There is one mail server: it comes back by itself.
  canPause: false,
  async send({ messageId, recipient, payload }, { signal }) {
    const { SMTP_HOST, ALERT_FROM_EMAIL } = env();
    if (SMTP_HOST === "") return { isSuccess: false, error: "Mail is not configured: set SMTP_HOST" };
    if (recipient === null) return { isSuccess: false, error: "The mail has no recipient", isFinal: true };
    const { subject, text, html, sealed } = Mail.parse(payload);
    const secret = sealed === undefined ? "" : unseal(sealed);
    if (secret === undefined)
      return { isSuccess: false, error: "The mail's secret cannot be read with this installation's AUTH_SECRET", isFinal: true };
    const transport = createTransport(serverOptions());
    const stop = () => transport.close();
    signal.addEventListener("abort", stop, { once: true });
    try {
      const { response } = await transport.sendMail({
        from: { name: "Fleetlight", address: ALERT_FROM_EMAIL },
        to: { name: "", address: recipient },
        subject,
        text: text.replaceAll(secretPlace, secret),
        html: html.replaceAll(secretPlace, secret),
        messageId: `<${messageId}@${ALERT_FROM_EMAIL.split("@").at(-1)}>`,
        headers: { "Auto-Submitted": "auto-generated" },
        // Nothing of a mail is ever read from a file or fetched.
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { isSuccess: true, response: plainStart(response) };
    } catch (error) {
      return failureOf(error);
    } finally {
      signal.removeEventListener("abort", stop);
      transport.close();
    }
  },
};

/** Port 465 is TLS from the start, others by STARTTLS; a password never travels in the clear, but to this machine. */
function serverOptions() {
  const { SMTP_HOST: host, SMTP_PORT: port, SMTP_USER: user, SMTP_PASS: pass } = env();
  const isHere = host === "localhost" || (isIP(host) !== 0 && forbiddenAddress(host) === "loopback");
  return {
    host,
    port,
    secure: port === 465,
    requireTLS: user !== "" && port !== 465 && !isHere,
    ...(user !== "" && { auth: { user, pass } }),
    connectionTimeout: 8_000,
    greetingTimeout: 8_000,
    socketTimeout: 9_000,
  };
}

/** 4xx may succeed later; 5xx about the address or the content never does, 535 (wrong password) when somebody mends it. */
function failureOf(error: unknown): Outcome {
  const parsed = Failure.safeParse(error);
  if (!parsed.success) return { isSuccess: false, error: String(error) };
  const { message, code, responseCode, response } = parsed.data;
  return {
    isSuccess: false,
    error: plainStart(message),
    ...(responseCode !== undefined && { statusCode: responseCode }),
    ...(response !== undefined && { response: plainStart(response) }),
    isFinal: code === "EENVELOPE" && (responseCode ?? 0) >= 500,
  };
}
