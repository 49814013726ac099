"use client";
import { IconBellOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { silencesQuery } from "#lib/alerting/client";
import type { SilenceView } from "#lib/alerting/schema";
import { Button } from "../ui/button.tsx";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { EndSilence } from "./end-silence.tsx";
import { silenceColumns } from "./silence-columns.tsx";
import { silenceParams } from "./silence-params.ts";

const SilenceDialog = lazyDialog(
  () => import("./silence-dialog.tsx").then((module) => module.SilenceDialog),
  ({ isOpen }) => isOpen,
);
const ExtendSilence = lazyDialog(
  () => import("./extend-silence.tsx").then((module) => module.ExtendSilence),
  ({ silence }) => silence !== undefined,
);
const states = [
  { value: "active", label: "Active" },
  { value: "future", label: "Planned" },
  { value: "expired", label: "Ended" },
] as const;
const empty = {
  active: "Nothing is silenced now",
  future: "No silence is planned",
  expired: "No silence has ended yet",
} as const;

/** `/admin/silences`: what nobody is told of, by whom, why and until when. */
export function SilencesPage({ canWrite }: { canWrite: boolean }) {
  const [state, setState] = useQueryState("state", silenceParams.state);
  const [isCreating, setCreating] = useState(false);
  const [extended, setExtended] = useState<SilenceView>();
  const [ended, setEnded] = useState<SilenceView>();
  const query = useInfiniteQuery(silencesQuery({ state }));
  const create = canWrite && (
    <Button variant="primary" icon={<IconBellOff aria-hidden="true" />} onClick={() => setCreating(true)}>
      New silence
    </Button>
  );
  return (
    <Stack>
      <PageHeader title="Silences" note="What fires stays on the list; nobody is told of it" actions={create} />
      <Panel title="Silences" note={state === "expired" ? "Ended last first" : "Soonest first"} isFlush>
        <QueryState query={query} what="the silences" skeleton={<TableSkeleton columns={7} />}>
          {({ pages }) => (
            <DataTable
              name="silences"
              label="silences"
              columns={silenceColumns(state, canWrite ? { onExtend: setExtended, onEnd: setEnded } : undefined)}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={({ id }) => id}
              hasMore={query.hasNextPage}
              isStale={query.isPlaceholderData}
              filters={<Segmented label="State" options={states} value={state} onChange={(value) => void setState(value)} />}
              empty={
                <EmptyState kind="nothing_yet" title={empty[state]} action={create || undefined}>
                  A silence mutes alerts by their labels for a time, and says on each of them who wanted it and why.
                </EmptyState>
              }
              footer={
                <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
              }
            />
          )}
        </QueryState>
      </Panel>
      <SilenceDialog isOpen={isCreating} onClose={() => setCreating(false)} />
      <ExtendSilence silence={extended} onClose={() => setExtended(undefined)} />
      <EndSilence silence={ended} onClose={() => setEnded(undefined)} />
    </Stack>
  );
}
