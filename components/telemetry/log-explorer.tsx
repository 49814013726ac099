"use client";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { logsCsvUrl, logTypesQuery, nodeLogsQuery } from "#lib/telemetry/client";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { instantsOf } from "./history-range.ts";
import css from "./log-explorer.module.css";
import { LogLines } from "./log-lines.tsx";
import { LogTail } from "./log-tail.tsx";
import { LogTypes } from "./log-types.tsx";

/** What a node sent: its types with their counts, the messages of the range, and what comes as it comes. */
export function LogExplorer({ peerId, state }: { peerId: string; state: RangeState }) {
  const [msg, setMsg] = useQueryState("msg", parseAsString);
  const [isTailing, setTailing] = useState(false);
  const range = instantsOf(state.range);
  const types = useQuery(logTypesQuery(peerId, range));
  const names = msg === null ? (types.data?.items.flatMap(({ msg: name }) => name || []) ?? []) : [msg];
  return (
    <Panel
      title="Messages"
      note="By the node's own clock; counted by day of arrival (UTC)"
      isFlush
      actions={
        <>
          <Button
            isSmall
            aria-pressed={isTailing}
            icon={isTailing ? <IconPlayerPause aria-hidden="true" /> : <IconPlayerPlay aria-hidden="true" />}
            onClick={() => setTailing(!isTailing)}
          >
            {isTailing ? "Stop following" : "Follow"}
          </Button>
          <ButtonLink isSmall variant="subtle" href={logsCsvUrl(peerId, { ...range, ...(msg !== null && { msg }) })} download>
            CSV
          </ButtonLink>
        </>
      }
    >
      <div className={css.explorer}>
        <QueryState query={types} what="the types of messages" skeleton={<Skeleton height="20rem" />}>
          {(data) => <LogTypes types={data} chosen={msg} onChoose={(next) => void setMsg(next)} />}
        </QueryState>
        <div className={css.messages}>
          {isTailing ? <LogTail peerId={peerId} types={names} /> : <StoredLines peerId={peerId} msg={msg} range={range} />}
        </div>
      </div>
    </Panel>
  );
}

function StoredLines({ peerId, msg, range }: { peerId: string; msg: string | null; range: { from: string; to: string } }) {
  const query = useInfiniteQuery(nodeLogsQuery(peerId, { ...range, ...(msg !== null && { msg }) }));
  return (
    <QueryState query={query} what="the messages" skeleton={<Skeleton height="20rem" />}>
      {({ pages }) => {
        const lines = pages.flatMap(({ items }) => items).map((line) => ({ ...line, key: line.id }));
        if (lines.length === 0)
          return (
            <EmptyState kind="nothing_matches" title={msg === null ? "No messages in this range" : `No ${msg} in this range`}>
              Choose a longer range or another type.
            </EmptyState>
          );
        return (
          <>
            <LogLines lines={lines} />
            <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
          </>
        );
      }}
    </QueryState>
  );
}
