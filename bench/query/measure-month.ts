import type { Agent } from "node:http";
import type { Database } from "#lib/core/database";
import { median, quantile } from "../harness/figure.ts";
import { cpuSecondsOf } from "../harness/process-figures.ts";
import { startProduct } from "../harness/product-server.ts";
import { keptConnection, requestTime } from "../harness/request-time.ts";
import { signIn } from "../harness/sign-in.ts";

/** One size of the ledger: a user's month by day against an empty route, p50 in milliseconds and CPU a request. */
export interface Size {
  millions: number;
  monthMs: number;
  emptyMs: number;
  /** The median of the rounds' own ratios. */
  ratio: number;
  /** Milliseconds of the server's CPU, without PostgreSQL's. */
  monthCpuMs: number;
  emptyCpuMs: number;
}

export interface Account {
  email: string;
  password: string;
}

const requests = 400;
/** Enough for /proc's hundredths of a second. */
const cpuRequests = 1_500;

interface Route {
  url: string;
  headers: Record<string, string>;
}

/** Asks both routes in turns over one connection; the first round warms up and does not count. */
export async function measureMonth(
  db: Database,
  account: Account,
  millions: number,
  rounds: number,
  say: (words: string) => void,
): Promise<Size> {
  const product = await startProduct({ DATABASE_URL: db.url, FLEETLIGHT_ROLES: "web", RATE_LIMIT_PER_MINUTE: "100000000" });
  const agent = keptConnection();
  try {
    const cookie = await signIn(product.url, account.email, account.password);
    const month = { url: `${product.url}/api/v1/usage/recent?range=month&timeZone=Europe/Berlin`, headers: { cookie } };
    const empty = { url: `${product.url}/healthz`, headers: {} };
    await inTurns(agent, month, empty);
    const measured: { month: number; empty: number }[] = [];
    for (let round = 1; round <= rounds; round++) {
      const times = await inTurns(agent, month, empty);
      measured.push({ month: median(times.month), empty: median(times.empty) });
      const p99 = quantile(times.month, 0.99).toFixed(2);
      say(
        `${millions} M lines, round ${round}: p50 ${median(times.month).toFixed(2)} ms, p99 ${p99} ms; empty ${median(times.empty).toFixed(2)} ms`,
      );
    }
    return {
      millions,
      monthMs: median(measured.map((round) => round.month)),
      emptyMs: median(measured.map((round) => round.empty)),
      ratio: median(measured.map((round) => round.month / round.empty)),
      monthCpuMs: await cpuOf(product.pid, agent, month),
      emptyCpuMs: await cpuOf(product.pid, agent, empty),
    };
  } finally {
    agent.destroy();
    await product.stop();
  }
}

async function inTurns(agent: Agent, month: Route, empty: Route): Promise<{ month: number[]; empty: number[] }> {
  const times = { month: [] as number[], empty: [] as number[] };
  for (let index = 0; index < requests; index++) {
    times.month.push(await requestTime(agent, month.url, month.headers));
    times.empty.push(await requestTime(agent, empty.url, empty.headers));
  }
  return times;
}

async function cpuOf(pid: number, agent: Agent, route: Route): Promise<number> {
  const before = cpuSecondsOf([pid]);
  for (let index = 0; index < cpuRequests; index++) await requestTime(agent, route.url, route.headers);
  return ((cpuSecondsOf([pid]) - before) * 1000) / cpuRequests;
}
