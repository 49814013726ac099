const dayMs = 86_400_000;

/** How long usage lines and reports are kept: the ledger's proof of every total of the last weeks. */
export const lineRetentionDays = 35;
export const lineRetentionMs = lineRetentionDays * dayMs;

/** How long the roll-ups that charts read are kept. Quarters too: see docs/decisions/quarter-retention.md. */
export const rollupRetentionDays = 400;

/** How long a native batch id protects against a second delivery. */
export const batchRetentionDays = 7;
