"use client";
import { useQuery } from "@tanstack/react-query";
import { sumBytes } from "#lib/universal/bytes";
import { usageQuery } from "#lib/usage/client";
import { useTimeZone } from "../providers/time-zone.tsx";
import { BytesText } from "../ui/bytes-text.tsx";
import { Kpi } from "../ui/kpi.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { compareText, spanName } from "./compare-text.ts";
import { usageQueryInput } from "./usage-query-input.ts";

/** What was moved and what was billed in the range, each against the period before. */
export function UsageTiles({ state, userId }: { state: RangeState; userId?: string }) {
  const { zone } = useTimeZone();
  const { data, error } = useQuery(usageQuery(usageQueryInput(state.range, zone, "none", userId)));
  const before = spanName(state.range);
  const tiles = [
    { label: "Raw traffic", color: "var(--fl-raw)", key: "raw" as const },
    { label: "Billed traffic", color: "var(--fl-billed)", key: "billed" as const },
  ];
  return tiles.map(({ label, color, key }) => {
    if (!data && error) return <Kpi key={key} label={label} color={color} value="–" note="could not be loaded" />;
    if (!data) return <Kpi key={key} label={label} color={color} value={<Skeleton width="60%" />} note={<Skeleton width="80%" />} />;
    const [current, previous] = [data.totals[key], data.previous[key]].map(({ upload, download }) => sumBytes([upload, download]));
    return (
      <Kpi
        key={key}
        label={label}
        color={color}
        value={<BytesText bytes={current ?? 0n} />}
        note={compareText(current ?? 0n, previous ?? 0n, before)}
      />
    );
  });
}
