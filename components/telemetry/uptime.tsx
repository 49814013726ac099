"use client";
import { useNow } from "../providers/clock.ts";
import { uptimeWords } from "./node-words.ts";

/** How long a node has been running, by its own clock. */
export function Uptime({ startedAt }: { startedAt: string | null }) {
  return uptimeWords(startedAt, useNow(60_000));
}
