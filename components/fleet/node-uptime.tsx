"use client";
import { useMemo } from "react";
import type { Uptime } from "#lib/fleet/schema";
import { UptimeStrip } from "../charts/uptime-strip.tsx";
import { useNow } from "../providers/clock.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { DayHours } from "./day-hours.tsx";
import { dayCells } from "./prepare-uptime-cells.ts";

interface NodeUptimeProps {
  id: number;
  name: string;
  days: Uptime["items"][number]["days"] | undefined;
  height?: string;
  hasEnds?: boolean;
}

/** The 90-day bar of a node; the day that is looked at shows its hours. */
export function NodeUptime({ id, name, days, height, hasEnds }: NodeUptimeProps) {
  const todayMs = useNow(86_400_000).getTime();
  const cells = useMemo(() => days && dayCells(days, new Date(todayMs)), [days, todayMs]);
  if (!cells) return <Skeleton height={height ?? "1.75rem"} />;
  return (
    <UptimeStrip
      cells={cells}
      label={`Uptime of ${name}`}
      {...(height && { height })}
      {...(hasEnds && { ends: ["90 days ago", "today"] as [string, string] })}
      detail={(index) => {
        const cell = cells[index];
        return cell && <DayHours id={id} fromMs={cell.fromMs} />;
      }}
    />
  );
}
