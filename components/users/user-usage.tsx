"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { sumBytes } from "#lib/universal/bytes";
import { resolveRange } from "#lib/universal/time-range";
import { usageQuery } from "#lib/usage/client";
import { Facts } from "../admin/facts.tsx";
import { TimeChart } from "../charts/time-chart.tsx";
import { useNow } from "../providers/clock.ts";
import { useTimeZone } from "../providers/time-zone.tsx";
import { BytesText } from "../ui/bytes-text.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { prepareUsageChart } from "../usage/prepare-usage-chart.ts";
import { usageQueryInput } from "../usage/usage-query-input.ts";

const shown: ReadonlySet<string> = new Set();

/** What a user moved and was billed in the last 30 days. */
export function UserUsage({ userId }: { userId: string }) {
  const { zone } = useTimeZone();
  const nowMs = useNow(900_000).getTime();
  const range = useMemo(() => resolveRange({ preset: "30d" }, new Date(nowMs)), [nowMs]);
  const query = useQuery(usageQuery({ ...usageQueryInput(range, zone), userId }));
  const chart = useMemo(() => {
    const [all] = query.data?.series ?? [];
    return query.data && all ? prepareUsageChart({ ...query.data, ...all }) : undefined;
  }, [query.data]);
  return (
    <QueryState query={query} what="the usage" skeleton={<Skeleton height="12rem" />}>
      {({ totals: { raw, billed } }) => (
        <>
          <Facts
            items={[
              ["Raw", <BytesText key="raw" bytes={sumBytes([raw.upload, raw.download])} />],
              ["Billed", <BytesText key="billed" bytes={sumBytes([billed.upload, billed.download])} />],
            ]}
          />
          {chart && <TimeChart data={chart} label="Traffic of the last 30 days, raw and billed" hidden={shown} height="9rem" />}
        </>
      )}
    </QueryState>
  );
}
