import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { Role } from "#lib/auth/permissions";
import { SignedIn, SignInInput } from "#lib/auth/schema";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { fitsPassword } from "./internal/password.ts";
import { proveSecondFactor } from "./internal/prove-second-factor.ts";
import { recordSignIn } from "./internal/record-sign-in.ts";
import { beginAttempt } from "./internal/sign-in-limit.ts";

const Account = z.object({
  id: z.uuid(),
  uid: z.number().int(),
  email: z.string(),
  role: Role,
  password_hash: z.string().nullable(),
  totp_secret: z.string().nullable(),
  token_version: z.number().int(),
  is_disabled: z.boolean(),
});

/**
 * Proves who somebody is by e-mail and password. Unknown, disabled and wrong are one answer after the same work.
 * @throws DomainError unauthenticated (with `errors[0].path` "totp" only the second factor's code is missing or wrong); rate_limited with the seconds to wait
 */
export const signIn = operation(
  { name: "signIn", summary: "Sign in with e-mail and password", policy: "public", input: SignInInput, output: SignedIn },
  async (ctx, { email, password, totp }) => {
    const attempt = await beginAttempt(email, ctx.actor.address);
    const [account] = await ctx.db.rows(
      sql`select id, uid, email, role, password_hash, totp_secret, token_version, disabled_at is not null as is_disabled from app_user where email = ${email}`,
      Account,
    );
    const fits = await fitsPassword(account?.password_hash, password);
    if (!account || !fits || account.is_disabled) {
      ctx.log.info({ address: ctx.actor.address }, "sign-in refused");
      throw new DomainError("unauthenticated", "The e-mail address or the password is wrong");
    }
    if (account.totp_secret !== null) await proveSecondFactor(ctx, account.id, account.totp_secret, totp);
    await attempt.succeeded();
    return recordSignIn(ctx, account, "password");
  },
);
