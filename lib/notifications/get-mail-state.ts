import { operation } from "#lib/auth/operation";
import { env } from "#lib/core/env";
import { sql } from "#lib/core/sql";
import { MailState, NoInput } from "#lib/notifications/schema";
import { isMailConfigured } from "./enqueue-mails.ts";
import { readTargets } from "./internal/target-row.ts";

const nothing = { health: "unknown", failures: 0, failingSince: null, lastSuccessAt: null, lastError: null, waiting: 0, dead: 0 } as const;

/** The mail server as configured, without its password, and how it is. */
export const getMailState = operation(
  {
    name: "getMailState",
    summary: "Show whether mail is configured and how it is",
    policy: "settings:read",
    input: NoInput,
    output: MailState,
  },
  async (ctx) => {
    const { SMTP_HOST, SMTP_PORT, ALERT_FROM_EMAIL } = env();
    const [target] = await readTargets(ctx.db, sql`where t.kind = 'email'`);
    const { health, failures, failingSince, lastSuccessAt, lastError, waiting, dead } = target ?? nothing;
    const server = isMailConfigured()
      ? { host: SMTP_HOST, port: SMTP_PORT, from: ALERT_FROM_EMAIL }
      : { host: null, port: null, from: null };
    return { isConfigured: isMailConfigured(), ...server, health, failures, failingSince, lastSuccessAt, lastError, waiting, dead };
  },
);
