import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { singleton } from "#lib/core/singleton";
import { defineCheck } from "../check.ts";

const mebibyte = 1024 * 1024;
const heapLimitBytes = 1024 * mebibyte;
/** Everybody who is served waits for so long, again and again. */
const delayLimitMs = 500;
/** Between two samples of the event loop; a sample tells the delay beyond it. */
const resolutionMs = 20;

interface ApplicationReading {
  heapUsedBytes: number;
  rssBytes: number;
  /** 99 of 100 turns of the event loop came at most so late, since the last check. */
  delayMs: number;
  uptimeS: number;
}

/** This process: its heap, and whether its event loop keeps up. */
export const applicationCheck = defineCheck<ApplicationReading>({
  name: "application",
  needsDatabase: false,

  async read() {
    const histogram = singleton<ReturnType<typeof monitorEventLoopDelay>>("event-loop-delay", () => {
      const started = monitorEventLoopDelay({ resolution: resolutionMs });
      started.enable();
      return started;
    });
    // Nothing was measured yet: a moment is waited, rather than told as no delay.
    if (histogram.count === 0) await sleep(resolutionMs * 5);
    const delayMs = Math.max(0, histogram.percentile(99) / 1e6 - resolutionMs);
    histogram.reset();
    const { heapUsed, rss } = process.memoryUsage();
    return { heapUsedBytes: heapUsed, rssBytes: rss, delayMs, uptimeS: process.uptime() };
  },

  decide({ heapUsedBytes, rssBytes, delayMs, uptimeS }) {
    const heapMiB = Math.round(heapUsedBytes / mebibyte);
    const eventLoopDelayMs = Math.round(delayMs * 10) / 10;
    const details = { heapUsedBytes, rssBytes, eventLoopDelayMs, uptimeSeconds: Math.round(uptimeS) };
    if (heapUsedBytes >= heapLimitBytes)
      return { status: "degraded", message: `The heap holds ${heapMiB} MiB (limit ${heapLimitBytes / mebibyte} MiB)`, details };
    if (delayMs >= delayLimitMs)
      return { status: "degraded", message: `The event loop is ${Math.round(delayMs)} ms behind (limit ${delayLimitMs} ms)`, details };
    return { status: "healthy", message: `Heap ${heapMiB} MiB, event loop ${eventLoopDelayMs} ms behind`, details };
  },
});
