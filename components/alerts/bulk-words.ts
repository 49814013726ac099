import type { ActOnAlertsResult, Alert } from "#lib/alerting/schema";

const done = { acknowledge: "acknowledged", resolve: "resolved" } as const;
export type BulkAction = keyof typeof done;

/** What came of an action on many: how many took it, and which did not, why. */
export function bulkWords(
  action: BulkAction,
  { results }: ActOnAlertsResult,
  alerts: readonly Pick<Alert, "id" | "title">[],
): { text: string; refused: { id: string; text: string }[] } {
  const count = results.filter(({ ok }) => ok).length;
  const titles = new Map(alerts.map(({ id, title }) => [id, title]));
  const refused = results.flatMap(({ id, ok, detail, code }) =>
    ok ? [] : [{ id, text: `${titles.get(id) ?? id}: ${detail ?? code ?? "refused"}` }],
  );
  const text = `${count} ${count === 1 ? "alert" : "alerts"} ${done[action]}${refused.length > 0 ? `, ${refused.length} not` : ""}`;
  return { text, refused };
}
