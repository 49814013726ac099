import { operation } from "#lib/auth/operation";
import { SetupDone, SetupInput } from "#lib/auth/schema";
import { isSetupCode } from "#lib/auth/setup-code";
import { DomainError } from "#lib/core/errors";
import { createFirstAdmin } from "./internal/create-first-admin.ts";
import { isLoopback } from "./internal/is-loopback.ts";
import { isAdminMissing } from "./internal/lock-admins.ts";
import { hashPassword } from "./internal/password.ts";
import { beginAttempt } from "./internal/sign-in-limit.ts";

/**
 * Makes the first admin, while there is none: exactly one of any number of simultaneous calls does.
 * @throws DomainError wrong_state once there is an admin; forbidden without the terminal's code from another machine;
 *   rate_limited for guessing it
 */
export const setUp = operation(
  { name: "setUp", summary: "Make the first admin", policy: "public", input: SetupInput, output: SetupDone },
  async (ctx, { email, password, name = "", code = "" }) => {
    if (!(await isAdminMissing(ctx.db))) throw alreadySetUp();
    if (!isLoopback(ctx.actor.address)) {
      const attempt = await beginAttempt("the set-up code", ctx.actor.address);
      if (!isSetupCode(code)) {
        const detail = "From another machine, set-up asks for the code that the terminal printed";
        throw new DomainError("forbidden", detail, { errors: [{ path: "code", code: "wrong", detail }] });
      }
      await attempt.succeeded();
    }
    const admin = await createFirstAdmin(ctx, { email, name, passwordHash: await hashPassword(password) }, "setup.create-admin");
    if (!admin) throw alreadySetUp();
    return admin;
  },
);

function alreadySetUp(): DomainError {
  return new DomainError("wrong_state", "There is an admin already; sign in", { state: { needed: false } });
}
