import type { SqlTransaction } from "#lib/core/transaction";

/** Whatever reads rows: the database, or a transaction in it. */
export type Reader = Pick<SqlTransaction, "rows">;
