import { env } from "#lib/core/env";
import { keepBuying } from "./live/keep-buying.ts";
import { patiently } from "./live/patiently.ts";
import { runAppliances } from "./live/run-appliances.ts";
import { runBenchmarks } from "./live/run-benchmarks.ts";
import { runChain } from "./live/run-chain.ts";
import { runFleet } from "./live/run-fleet.ts";
import { request } from "./node/request.ts";
import { readLiveOptions } from "./options.ts";
import { peoplePlan } from "./plan/people-plan.ts";
import { ensureAppliances } from "./set-up/ensure-appliances.ts";
import { ensureFleet } from "./set-up/ensure-fleet.ts";
import { ensurePackages } from "./set-up/ensure-packages.ts";
import { httpPanel } from "./set-up/http-panel.ts";
import { newTokens } from "./set-up/new-tokens.ts";
import { favouritesOf } from "./story/favourites.ts";
import { outageTimes } from "./story/live-outages.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

/**
 * The live demo fleet: a process of its own that knows nothing but the panel's address and an API key. It sets up what
 * is missing and then lives as twelve nodes, two appliances and their customers until SIGTERM.
 */
async function main(): Promise<void> {
  const stopping = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => stopping.abort());
  const { url, apiKey, userEmail, userPassword, seed, cycleS } = readLiveOptions(process.argv.slice(2));
  const people = peoplePlan(seed, userEmail);
  const panel = httpPanel(url, apiKey);
  const ready = await patiently(async () => {
    await request(new URL("/readyz", url));
    const fleet = await ensureFleet(panel, people, userPassword);
    await ensurePackages(panel, fleet, people, new Date());
    return { fleet, tokens: await newTokens(panel, fleet), appliances: await ensureAppliances(panel, new Date()) };
  }, stopping.signal);
  if (!ready) return;
  say(
    `simulator: ${ready.fleet.serverIds.size} nodes, ${ready.appliances.size} appliances and ${people.length} customers, reporting to ${url}`,
  );
  const customers = people.flatMap((person) => {
    const user = ready.fleet.users.get(person.key);
    return user ? [{ person, uid: user.uid, favourites: favouritesOf(seed, person) }] : [];
  });
  const outages = outageTimes(env().NODE_OFFLINE_TIMEOUT_S);
  void keepBuying(panel, ready.fleet, people, stopping.signal);
  const { appliances, ...nodes } = ready;
  void runAppliances({ seed, url, appliances, cycleMs: cycleS * 1000 }, stopping.signal);
  void runChain({ seed, url, say }, stopping.signal);
  void runBenchmarks(panel, seed, stopping.signal);
  await runFleet({ seed, url, ...nodes, customers, outages, cycleMs: cycleS * 1000, say }, stopping.signal);
}

main().catch((error: unknown) => {
  process.stderr.write(`simulator: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
