"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { nodeStatusHistoryQuery } from "#lib/fleet/client";
import { formatInstant } from "#lib/universal/time-format";
import { UptimeStrip } from "../charts/uptime-strip.tsx";
import { useTimeZone } from "../providers/time-zone.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { historyRange } from "./history-range.ts";
import { hourCells } from "./prepare-uptime-cells.ts";

/** Status per hour of one node in the range. */
export function NodeHoursPanel({ id, state }: { id: number; state: RangeState }) {
  const { zone } = useTimeZone();
  const query = useQuery(nodeStatusHistoryQuery(id, historyRange(state.range)));
  const cells = useMemo(() => {
    if (!query.data) return [];
    return hourCells(query.data.hours, Date.parse(query.data.start), Date.parse(query.data.end), zone);
  }, [query.data, zone]);
  return (
    <Panel title="Status by hour" note={`${zone}. Outages and maintenance stand as blocks in their hour.`}>
      <QueryState query={query} what="the node's hours" skeleton={<Skeleton height="4rem" />}>
        {({ name, start, end }) => (
          <UptimeStrip
            cells={cells}
            label={`Status of ${name} by hour`}
            height="3rem"
            ends={[formatInstant(start, zone, "hour"), formatInstant(end, zone, "hour")]}
          />
        )}
      </QueryState>
    </Panel>
  );
}
