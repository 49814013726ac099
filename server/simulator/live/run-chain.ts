import { setTimeout as pause } from "node:timers/promises";
import { buildChain } from "../chain/build-chain.ts";
import { connected, frameOf, hardwareBenchmark } from "../chain/messages.ts";
import { type ChainNode, told } from "../chain/node-story.ts";
import { type TelemetryClient, telemetryClient } from "../node/telemetry-client.ts";
import { randomOf } from "../story/random.ts";
import { backoffMs } from "./backoff.ts";

/** How often a node looks at what there is to tell. */
const tickMs = 250;
/** Every so often one socket after the other is away: its machine is being restarted. */
const restartPeriodMs = 720_000;
const restartFromMs = 240_000;
const restartForMs = 200_000;

export interface ChainRun {
  seed: string;
  url: string;
  say(line: string): void;
}

/** The live chain nodes, until `signal`: each socket connects like any node's, and comes back when it was lost. */
export async function runChain({ seed, url, say }: ChainRun, signal: AbortSignal): Promise<void> {
  const sockets = buildChain(seed);
  const startedAtMs = Date.now();
  say(`simulator: ${sockets.flat().length} chain nodes on ${sockets.length} sockets`);
  await Promise.all(
    sockets.map(async (nodes, index) => {
      const isAway = () => isRestarting(seed, sockets.length, index, Date.now() - startedAtMs);
      for (let failures = 0; !signal.aborted; ) {
        if (!isAway()) failures = (await connectAndTell(nodes, url, isAway, signal)) ? 0 : failures + 1;
        const waitMs = failures === 0 ? 1_000 : backoffMs(failures, Math.random());
        await pause(waitMs, undefined, { signal }).catch(() => {});
      }
    }),
  );
}

/** Whether a socket is the one that is away `sinceStartMs` after the start. */
export function isRestarting(seed: string, sockets: number, index: number, sinceStartMs: number): boolean {
  const period = Math.floor(sinceStartMs / restartPeriodMs);
  const within = sinceStartMs % restartPeriodMs;
  return (
    within >= restartFromMs && within < restartFromMs + restartForMs && Math.floor(randomOf(seed, "restart", period) * sockets) === index
  );
}

/** One life of a socket. False when it could not be opened. */
async function connectAndTell(nodes: readonly ChainNode[], url: string, isAway: () => boolean, signal: AbortSignal): Promise<boolean> {
  let client: TelemetryClient;
  try {
    client = await telemetryClient(url);
  } catch {
    return false;
  }
  const over = new AbortController();
  const end = () => over.abort();
  signal.addEventListener("abort", end, { once: true });
  void client.closed.then(end);
  const startedAt = new Date();
  for (const { plan, chain, peerId } of nodes) {
    client.send(frameOf(plan, connected(plan, chain, peerId, startedAt), startedAt));
    if (plan.envelope === "v2") client.send(frameOf(plan, hardwareBenchmark(plan), startedAt));
  }
  for (let fromMs = startedAt.getTime(); !over.signal.aborted && !isAway(); ) {
    await pause(tickMs, undefined, { signal: over.signal }).catch(() => {});
    const at = new Date();
    for (const node of nodes) for (const payload of told(node, fromMs, at.getTime())) client.send(frameOf(node.plan, payload, at));
    fromMs = at.getTime();
  }
  signal.removeEventListener("abort", end);
  client.close();
  return true;
}
