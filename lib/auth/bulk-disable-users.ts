import { auditAll } from "#lib/auth/audit";
import { demandAll } from "#lib/auth/demand-all";
import { operation } from "#lib/auth/operation";
import { permissionsOfRole } from "#lib/auth/permissions";
import { BulkDisableUsersInput, UsersDisabled } from "#lib/auth/schema";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { assertAnAdmin, lockAdmins } from "./internal/lock-admins.ts";
import { lockUsers } from "./internal/lock-users.ts";
import { forgetUserState } from "./internal/user-state.ts";

/**
 * Disables or enables many accounts as `disableUser` and `enableUser` do one: all of them, or none when one is unknown, is
 * more than the actor may touch, or is the last admin. Those that are so already stay as they are.
 * @throws DomainError unprocessable naming the unknown ids, forbidden, wrong_state for the last admin
 */
export const bulkDisableUsers = operation(
  {
    name: "bulkDisableUsers",
    summary: "Disable or enable many accounts at once",
    policy: "users:write",
    input: BulkDisableUsersInput,
    output: UsersDisabled,
  },
  async (ctx, { ids, disabled }) => {
    const changed = await transaction(ctx.db, async (tx) => {
      await lockAdmins(tx);
      const users = await lockUsers(tx, ids);
      for (const { role } of users) demandAll(ctx.actor, permissionsOfRole(role));
      const others = users.filter(({ disabledAt }) => (disabledAt !== null) !== disabled);
      if (others.length === 0) return others;
      const disabledAt = disabled ? ctx.now : null;
      await tx.execute(sql`
        update app_user set disabled_at = ${disabledAt}::timestamptz, token_version = token_version + ${disabled ? 1 : 0}::int
        where id = any(${others.map(({ id }) => id)}::uuid[])`);
      if (disabled && others.some(({ role }) => role === "admin")) await assertAnAdmin(tx);
      await auditAll(
        tx,
        ctx,
        others.map(({ id, ...before }) => ({
          action: disabled ? "user.disable" : "user.enable",
          subjectKind: "user",
          subjectId: id,
          before,
          after: { disabledAt, tokenVersion: before.tokenVersion + (disabled ? 1 : 0), role: before.role },
        })),
      );
      publish(tx, ctx.now, "user:many-changed", ["permission:users:read"], { count: others.length });
      for (const { id } of others) publish(tx, ctx.now, "user:changed", [`user:${id}`], { userId: id });
      return others;
    });
    for (const { id } of changed) forgetUserState(id);
    return { changed: changed.length };
  },
);
