import { z } from "zod";
import { type Context, systemContext } from "#lib/auth/context";
import { createUser } from "#lib/auth/create-user";
import { Role } from "#lib/auth/permissions";
import { Email, type SignedIn } from "#lib/auth/schema";
import { env } from "#lib/core/env";
import { DomainError, isDomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { changeUser } from "./internal/change-user.ts";
import { recordSignIn } from "./internal/record-sign-in.ts";

/** What we read of a provider's claims. Only a verified e-mail is somebody: the others anyone could type. */
const Claims = z.object({
  email: Email,
  email_verified: z.union([z.literal(true), z.literal("true")]),
  name: z.string().max(120).catch(""),
  groups: z.array(z.string()).catch([]),
});

const Account = z.object({
  id: z.uuid(),
  uid: z.number().int(),
  email: z.string(),
  role: Role,
  token_version: z.number().int(),
  is_disabled: z.boolean(),
});

/**
 * Signs in whom the OIDC provider vouches for: the account with that e-mail, made if there is none. With OIDC_ADMIN_GROUP the
 * group decides at each sign-in who is admin, except that the last admin stays.
 * @throws DomainError unauthenticated (no verified e-mail, or the account is disabled)
 */
export async function signInByProvider(ctx: Context, profile: unknown, adminGroup: string = env().OIDC_ADMIN_GROUP): Promise<SignedIn> {
  const claims = Claims.safeParse(profile);
  if (!claims.success) throw new DomainError("unauthenticated", "The provider vouches for no verified e-mail address");
  const { email, name, groups } = claims.data;
  const system = { ...ctx, actor: { ...systemContext("single sign-on", { db: ctx.db, now: ctx.now }).actor, address: ctx.actor.address } };
  const role = adminGroup === "" ? undefined : groups.includes(adminGroup) ? "admin" : "user";
  const known = await accountOf(ctx, email);
  if (!known) await createUser(system, { email, name, role: role ?? "user" }).catch(unless("conflict"));
  else if (role !== undefined && role !== known.role && !known.is_disabled)
    await changeUser(system, known.id, "user.update-by-provider", () => ({ role })).catch(unless("wrong_state"));
  const account = await accountOf(ctx, email);
  if (!account || account.is_disabled) throw new DomainError("unauthenticated", "The account is disabled");
  return recordSignIn(ctx, account, "single sign-on");
}

async function accountOf(ctx: Context, email: string): Promise<z.output<typeof Account> | undefined> {
  const query = sql`select id, uid, email, role, token_version, disabled_at is not null as is_disabled from app_user where email = ${email}`;
  return (await ctx.db.rows(query, Account))[0];
}

/** Lets one expected refusal pass: somebody made the account at the same time, or it is the last admin. */
function unless(code: DomainError["code"]) {
  return (error: unknown): void => {
    if (!isDomainError(error) || error.code !== code) throw error;
  };
}
