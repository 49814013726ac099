import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { type ImportProblem, ImportUsersInput, UserImport } from "#lib/auth/schema";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { lostRows, withoutForbidden, withoutTaken } from "./internal/check-user-rows.ts";
import { insertUsers } from "./internal/insert-users.ts";
import { readUserRows } from "./internal/read-user-rows.ts";

/** Longer than the day of a single link: a file's links travel to many people. */
const linksValidForMs = 7 * 24 * 60 * 60 * 1000;
/** Advisory lock "impt": imports go one at a time, so that of two with the same file the second finds the first's accounts. */
const importLock = 0x696d7074;

/**
 * Reads a file of accounts and, unless it is a dry run, creates them: all of the file or, with `skipInvalid`, its good
 * rows, in one transaction. A dry run tells about a wrong file in its answer.
 * @throws DomainError unprocessable when nothing was imported because a row is wrong; `errors` has line and column of each
 */
export const importUsers = operation(
  {
    name: "importUsers",
    summary: "Create accounts from a CSV file, or only check it",
    policy: "users:write",
    input: ImportUsersInput,
    output: UserImport,
  },
  async (ctx, { csv, dryRun, skipInvalid, passwordLinks }) => {
    const file = withoutForbidden(readUserRows(csv), ctx.actor);
    if (dryRun) {
      const { rows, problems } = await withoutTaken(ctx.db, file);
      const users = rows.map((row) => ({ ...row, id: null, uid: null, uuid: null, passwordLink: null }));
      return { dryRun, ...counts(file.total, rows), created: 0, rejected: problems, users, linksExpireAt: null };
    }
    return transaction(ctx.db, async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${importLock})`);
      const { total, rows, problems } = await withoutTaken(tx, file);
      // A file that cannot be read has no good rows to be content with.
      const mustBeGood = !skipInvalid || total === 0;
      if (mustBeGood) assertAllGood(total, rows, problems);
      const linksExpireAt = passwordLinks ? new Date(ctx.now.getTime() + linksValidForMs) : null;
      const users = await insertUsers(tx, ctx, rows, linksExpireAt);
      const rejected = [...problems, ...lostRows(rows, users)];
      if (mustBeGood) assertAllGood(total, users, rejected);
      if (users.length > 0) {
        const after = { total, created: users.length, leftOut: total - users.length, withLinks: passwordLinks };
        await audit(tx, ctx, { action: "user.import", subjectKind: "user-import", subjectId: crypto.randomUUID(), after });
        publish(tx, ctx.now, "user:many-changed", ["permission:users:read"], { count: users.length });
      }
      const expiry = linksExpireAt?.toISOString() ?? null;
      return { dryRun, ...counts(total, users), created: users.length, rejected, users, linksExpireAt: expiry };
    });
  },
);

const counts = (total: number, good: readonly unknown[]) => ({ total, valid: good.length, invalid: total - good.length });

/** @throws DomainError unprocessable with every problem by line and column */
function assertAllGood(total: number, good: readonly unknown[], problems: readonly ImportProblem[]): void {
  if (problems.length === 0) return;
  const state = counts(total, good);
  const reason =
    total === 0
      ? "the file cannot be read"
      : `${state.invalid} of ${total} ${total === 1 ? "row" : "rows"} ${state.invalid === 1 ? "is" : "are"} wrong`;
  throw new DomainError("unprocessable", `Nothing was imported: ${reason}`, {
    errors: problems.map(({ line, column, code, detail }) => ({
      path: ["csv", line, ...(column ? [column] : [])].join("."),
      code,
      detail: `Line ${line}${column ? `, ${column}` : ""}: ${detail}`,
    })),
    state,
  });
}
