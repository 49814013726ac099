"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { NodeStatusDetail } from "#lib/fleet/schema";
import { formatInstant } from "#lib/universal/time-format";
import { UptimeStrip } from "../charts/uptime-strip.tsx";
import { useTimeZone } from "../providers/time-zone.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { hourCells } from "./prepare-uptime-cells.ts";

export type NodeHistoryQuery = Pick<UseQueryResult<NodeStatusDetail>, "data" | "error" | "refetch">;

/** Status per hour of one node or server in the range of its history. */
export function NodeHoursPanel({ query }: { query: NodeHistoryQuery }) {
  const { zone } = useTimeZone();
  const cells = useMemo(() => {
    if (!query.data) return [];
    return hourCells(query.data.hours, Date.parse(query.data.start), Date.parse(query.data.end), zone);
  }, [query.data, zone]);
  return (
    <Panel title="Status by hour" note={`${zone}. Outages and maintenance stand as blocks in their hour.`}>
      <QueryState query={query} what="the hours" skeleton={<Skeleton height="4rem" />}>
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
