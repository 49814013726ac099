import type { RulePreview } from "#lib/alerting/schema";
import { formatDuration } from "#lib/universal/time-format";
import { figureWords } from "../alerts/alert-words.ts";
import { ExactTime } from "../ui/exact-time.tsx";
import type { Column } from "../ui/table/column.ts";

type Resource = RulePreview["resources"][number];

/** A firing with the resource that it belongs to. */
export type FiringRow = Resource["firings"][number] & { key: string; name: string };

/** Every firing of a preview, the newest first. */
export function firingRows({ resources }: Pick<RulePreview, "resources">): FiringRow[] {
  return resources
    .flatMap(({ type, id, name, firings }) => firings.map((firing) => ({ ...firing, name, key: `${type} ${id} ${firing.firedAt}` })))
    .sort((a, b) => (a.firedAt < b.firedAt ? 1 : -1));
}

export function firingColumns({ unit, to }: Pick<RulePreview, "unit" | "to">): Column<FiringRow>[] {
  const lasted = ({ firedAt, endedAt }: FiringRow) => Date.parse(endedAt ?? to) - Date.parse(firedAt);
  return [
    { id: "fired", header: "Would have fired", card: "plain", cell: ({ firedAt }) => <ExactTime at={firedAt} style="minute" /> },
    { id: "resource", header: "Resource", card: "title", cell: ({ name, isReopened }) => (isReopened ? `${name} (again)` : name) },
    { id: "ended", header: "Ended", cell: ({ endedAt }) => (endedAt ? <ExactTime at={endedAt} style="minute" /> : "Not over") },
    { id: "lasted", header: "Lasted", align: "end", cell: (row) => formatDuration(lasted(row)) },
    { id: "peak", header: "Peak", align: "end", cell: ({ peak }) => (peak === null ? "–" : figureWords(peak, unit)) },
  ];
}
