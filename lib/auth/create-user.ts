import { audit } from "#lib/auth/audit";
import { demandAll } from "#lib/auth/demand-all";
import { operation } from "#lib/auth/operation";
import { permissionsOfRole } from "#lib/auth/permissions";
import { CreateUserInput, User } from "#lib/auth/schema";
import { isUniqueViolation } from "#lib/core/errors";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { emailTaken } from "./internal/change-user.ts";
import { hashPassword } from "./internal/password.ts";
import { readUser } from "./internal/user-row.ts";

/** Makes an account; without a password it waits for a password link. @throws DomainError conflict when the e-mail is taken */
export const createUser = operation(
  { name: "createUser", summary: "Create an account", policy: "users:write", input: CreateUserInput, output: User },
  async (ctx, { email, name = "", password, role }) => {
    demandAll(ctx.actor, permissionsOfRole(role));
    const passwordHash = password === undefined ? null : await hashPassword(password);
    try {
      return await transaction(ctx.db, async (tx) => {
        const { id, uid } = await tx.prisma.appUser.create({ data: { email, name, role, passwordHash, createdAt: ctx.now } });
        await audit(tx, ctx, {
          action: "user.create",
          subjectKind: "user",
          subjectId: id,
          after: { uid, email, name, role, passwordHash },
        });
        publish(tx, ctx.now, "user:changed", ["permission:users:read"], { userId: id });
        return readUser(tx, id);
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw emailTaken();
      throw error;
    }
  },
);
