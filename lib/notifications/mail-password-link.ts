import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { createPasswordLink } from "#lib/auth/create-password-link";
import { operation } from "#lib/auth/operation";
import { UserIdInput } from "#lib/auth/schema";
import { env } from "#lib/core/env";
import { DomainError, notFound } from "#lib/core/errors";
import { seal } from "#lib/core/secrets";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { PasswordLinkMailed } from "#lib/notifications/schema";
import { secretPlace } from "./channels/email.ts";
import { enqueueMails, isMailConfigured } from "./enqueue-mails.ts";
import { mailText } from "./mail-text.ts";

const Owner = z.object({ email: z.string() });

/**
 * Mails an account a one-time link to set a password. The link is known to the mail alone: in the outbox it is sealed.
 * @throws DomainError not_found; unprocessable without SMTP_HOST or PUBLIC_URL, which the link begins with
 */
export const mailPasswordLink = operation(
  {
    name: "mailPasswordLink",
    summary: "Mail a one-time link to set a password",
    policy: "users:write",
    input: UserIdInput,
    output: PasswordLinkMailed,
  },
  async (ctx, { id }) => {
    const { PUBLIC_URL } = env();
    const [known] = await ctx.db.rows(sql`select email from app_user where id = ${id}::uuid`, Owner);
    if (!known) throw notFound("User");
    if (!isMailConfigured()) throw new DomainError("unprocessable", "Mail is not configured: set SMTP_HOST and ALERT_FROM_EMAIL");
    if (PUBLIC_URL === "") throw new DomainError("unprocessable", "A mailed link needs PUBLIC_URL: how browsers reach this site");
    const { path, expiresAt } = await createPasswordLink(ctx, { id });
    const text = mailText({
      subject: "Set your password",
      paragraphs: [
        "Open this link to set your password. It works once, within 24 hours.",
        secretPlace,
        "If you did not expect it, do nothing.",
      ],
    });
    return transaction(ctx.db, async (tx) => {
      const [owner] = await tx.rows(sql`select email from app_user where id = ${id}::uuid`, Owner);
      if (!owner) throw notFound("User");
      const sealed = seal(new URL(path, PUBLIC_URL).href);
      const [deliveryId] = await enqueueMails(tx, ctx.now, [{ ...text, sealed, to: owner.email, topic: "user.password-link" }]);
      if (deliveryId === undefined) throw new Error("The mail was not written");
      await audit(tx, ctx, { action: "user.mail-password-link", subjectKind: "user", subjectId: id, after: { deliveryId } });
      return { to: owner.email, expiresAt, deliveryId };
    });
  },
);
