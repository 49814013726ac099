import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { type Context, systemContext } from "#lib/auth/context";
import { permissions } from "#lib/auth/permissions";
import { Email, NewPassword } from "#lib/auth/schema";
import type { Database } from "#lib/core/database";
import { type Env, EnvError } from "#lib/core/env";
import { hashSecret } from "#lib/core/secrets";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { newPrefix } from "./internal/bearer.ts";
import { createFirstAdmin } from "./internal/create-first-admin.ts";
import { isAdminMissing } from "./internal/lock-admins.ts";
import { demandWholeOidc, type OidcEnv } from "./internal/oidc-provider.ts";
import { hashPassword } from "./internal/password.ts";

/** Advisory lock "keys": of processes that start together one makes the first key. */
const keysLock = 0x6b657973;

type BootstrapEnv = Pick<Env, "BOOTSTRAP_ADMIN_EMAIL" | "BOOTSTRAP_ADMIN_PASSWORD" | "BOOTSTRAP_API_KEY"> & Partial<OidcEnv>;

/**
 * What the environment asks of an empty database: a first admin and a first API key. Each only if there is none yet, so a
 * later start, or a changed value, changes nothing.
 * @throws EnvError for values of which one is useless without the other, or unusable ones
 */
export async function bootstrap(db: Database, env: BootstrapEnv): Promise<void> {
  demandWholeOidc(env);
  const ctx = systemContext("bootstrap", { db });
  const { BOOTSTRAP_ADMIN_EMAIL: email, BOOTSTRAP_ADMIN_PASSWORD: password, BOOTSTRAP_API_KEY: key } = env;
  if (email !== "" || password !== "") await bootstrapAdmin(ctx, email, password);
  if (key !== "") await bootstrapKey(ctx, key);
}

async function bootstrapAdmin(ctx: Context, email: string, password: string): Promise<void> {
  const parsedEmail = Email.safeParse(email);
  const parsedPassword = NewPassword.safeParse(password);
  if (!parsedEmail.success)
    throw new EnvError(`Bad environment value BOOTSTRAP_ADMIN_EMAIL=${JSON.stringify(email)}: expected an e-mail address`);
  if (!parsedPassword.success)
    throw new EnvError("Bad environment value BOOTSTRAP_ADMIN_PASSWORD=(hidden): expected at least 10 characters");
  if (!(await isAdminMissing(ctx.db))) return;
  const admin = { email: parsedEmail.data, name: "", passwordHash: await hashPassword(parsedPassword.data) };
  if (await createFirstAdmin(ctx, admin, "bootstrap.create-admin")) ctx.log.info("made the first admin from the environment");
}

/** The key works exactly as it was given, whatever it looks like: it is found by its hash. */
async function bootstrapKey(ctx: Context, key: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${keysLock})`);
    const [there] = await tx.rows(sql`select exists (select from api_key) as any`, z.object({ any: z.boolean() }));
    if (there?.any) return;
    const data = { prefix: newPrefix(), name: "bootstrap", permissions: [...permissions], createdAt: ctx.now };
    const { id } = await tx.prisma.apiKey.create({ data: { ...data, secretHash: hashSecret(key) } });
    await audit(tx, ctx, { action: "bootstrap.create-api-key", subjectKind: "api-key", subjectId: id, after: data });
    ctx.log.info("made the first API key from the environment");
  });
}
