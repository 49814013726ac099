"use client";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { nodesCsvUrl } from "#lib/telemetry/client";
import type { LiveNodes } from "#lib/telemetry/schema";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { SearchField, useSearchText } from "../ui/table/search-field.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { VirtualRows } from "../ui/table/virtual-rows.tsx";
import { ChainTiles } from "./chain-tiles.tsx";
import { filterNodes } from "./filter-nodes.ts";
import { LiveNote } from "./live-note.tsx";
import css from "./node-columns.module.css";
import { chainNodeColumns } from "./node-columns.tsx";
import { useLiveNodes } from "./use-live-nodes.ts";
import { usePinned } from "./use-pinned.ts";

const statuses = [
  { value: "all", label: "All" },
  { value: "connected", label: "Connected" },
  { value: "disconnected", label: "Disconnected" },
] as const;
const statusParser = parseAsStringLiteral(statuses.map(({ value }) => value)).withDefault("all");

/** `/admin/telemetry`: every chain node as it is this moment. */
export function ChainNodesPage() {
  const { query, state } = useLiveNodes();
  const [chain, setChain] = useQueryState("chain", parseAsString);
  return (
    <Stack>
      <PageHeader
        title="Chain nodes"
        note="As the nodes tell of themselves, four times a second at the most"
        mark={<LiveNote state={state} />}
      />
      <ChainTiles chosen={chain} onChoose={(next) => void setChain(next)} />
      <Panel title="Nodes" note="Pinned nodes stand first" isFlush>
        <QueryState query={query} what="the nodes" skeleton={<TableSkeleton columns={9} />}>
          {(list) => <NodeTable list={list} chain={chain} />}
        </QueryState>
      </Panel>
    </Stack>
  );
}

function NodeTable({ list, chain }: { list: LiveNodes; chain: string | null }) {
  const text = useSearchText();
  const [status, setStatus] = useQueryState("status", statusParser);
  const { pinned } = usePinned();
  const rows = useMemo(() => filterNodes(list.nodes, { text, chain, status }, pinned), [list, text, chain, status, pinned]);
  const exported = { ...(text && { text }), ...(chain && { chain }), ...(status !== "all" && { status }) };
  return (
    <div className={css.list}>
      {list.isCut && (
        <Notice tone="info">
          The {list.nodes.length} nodes that were heard of last, of {list.total}. The API lists all of them.
        </Notice>
      )}
      <DataTable
        name="telemetry-nodes"
        label="nodes"
        columns={chainNodeColumns}
        rows={rows}
        rowKey={peerIdOf}
        rowHref={hrefOf}
        rowsAs={VirtualRows}
        total={list.total}
        exportHref={nodesCsvUrl(exported)}
        filters={
          <>
            <SearchField label="Search nodes" />
            <Segmented label="State of nodes" options={statuses} value={status} onChange={(value) => void setStatus(value)} />
          </>
        }
        empty={
          list.total === 0 ? (
            <EmptyState kind="nothing_yet" title="No chain node has reported yet">
              Start a node with --telemetry-url and this site's address, with ws or wss and the path /submit.
            </EmptyState>
          ) : (
            <EmptyState kind="nothing_matches" title="No node matches">
              Change the search, the state or the chain.
            </EmptyState>
          )
        }
      />
    </div>
  );
}

// Outside the component, so that rows that did not change are not drawn again.
const peerIdOf = ({ peerId }: { peerId: string }) => peerId;
const hrefOf = ({ peerId }: { peerId: string }) => `/admin/telemetry/nodes/${encodeURIComponent(peerId)}`;
