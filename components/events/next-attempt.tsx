"use client";
import { useNow } from "../providers/clock.ts";
import { RelativeTime } from "../ui/relative-time.tsx";

/** When something is tried next: the time to go, or that it is its turn. */
export function NextAttempt({ at }: { at: string }) {
  const now = useNow(1_000);
  return new Date(at) > now ? <RelativeTime at={at} /> : <>due now</>;
}
