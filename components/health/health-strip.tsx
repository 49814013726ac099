"use client";
import { useMemo } from "react";
import type { HealthHistory } from "#lib/health/schema";
import { UptimeStrip } from "../charts/uptime-strip.tsx";
import { useTimeZone } from "../providers/time-zone.tsx";
import { componentTitle } from "./health-words.ts";
import { healthCells } from "./prepare-health-cells.ts";

/** What a component was during the last 24 hours; nothing where nobody has looked. */
export function HealthStrip({ name, history }: { name: string; history: HealthHistory }) {
  const { zone } = useTimeZone();
  const { from, to, items } = history;
  const cells = useMemo(
    () => healthCells(items.find((item) => item.name === name)?.changes ?? [], from, to, zone),
    [items, name, from, to, zone],
  );
  return <UptimeStrip cells={cells} label={`The last 24 hours of ${componentTitle(name)}`} height="1.5rem" />;
}
