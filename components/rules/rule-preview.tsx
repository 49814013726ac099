"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type RuleDraft, rulePreviewQuery } from "#lib/alerting/client";
import type { RulePreview as Preview } from "#lib/alerting/schema";
import { formatDuration } from "#lib/universal/time-format";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { firingColumns, firingRows } from "./firing-columns.tsx";
import { FiringStrips } from "./firing-strips.tsx";
import { resourceCount } from "./rule-state.ts";

const ranges = [
  { value: "1", label: "1 day" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
] as const;
/** Bars that can still be told apart. */
const shownStrips = 20;

/** What a rule would have fired, by the engine that evaluates rules; nothing is asked of a kind of which nothing is stored. */
export function RulePreview({ draft, canPreview }: { draft: RuleDraft; canPreview: boolean }) {
  const [days, setDays] = useState<(typeof ranges)[number]["value"]>("7");
  const query = useQuery({ ...rulePreviewQuery(draft, Number(days)), enabled: canPreview });
  if (!canPreview)
    return <Notice tone="info">This condition reads the present only: nothing is stored that the rule could be tried on.</Notice>;
  return (
    <Stack>
      <div>
        <Segmented label="Range of the preview" options={ranges} value={days} onChange={setDays} />
      </div>
      <QueryState query={query} what="the preview" skeleton={<Skeleton height="8rem" />}>
        {(preview) => <Firings preview={preview} />}
      </QueryState>
    </Stack>
  );
}

function Firings({ preview }: { preview: Preview }) {
  const { totals, cut, resources } = preview;
  if (totals.resources === 0)
    return (
      <EmptyState kind="nothing_yet" title="Nothing is stored of this time">
        What the rule would have done is not known.
      </EmptyState>
    );
  return (
    <Stack>
      <p role="status">
        {totals.firings === 0
          ? `It would not have fired for any of ${resourceCount(totals.resources)}.`
          : `It would have fired ${totals.firings === 1 ? "once" : `${totals.firings} times`} for ${totals.fired} of ${resourceCount(totals.resources)}, ${formatDuration(totals.firedSeconds * 1000)} in all.`}
      </p>
      {cut && <Notice tone="warn">{cut}</Notice>}
      {totals.firings > 0 && (
        <>
          <FiringStrips preview={{ ...preview, resources: resources.slice(0, shownStrips) }} />
          <div>
            <DataTable
              name="rule-preview"
              label="firings"
              columns={firingColumns(preview)}
              rows={firingRows(preview)}
              rowKey={({ key }) => key}
              empty={null}
            />
          </div>
        </>
      )}
    </Stack>
  );
}
