import type { Database } from "#lib/core/database";
import { recordHeartbeat } from "#lib/fleet/record-heartbeat";
import type { StoryOptions } from "../options.ts";
import { factorChanges, firstFactor } from "../plan/factor-changes.ts";
import { fleetPlan } from "../plan/fleet-plan.ts";
import { peoplePlan } from "../plan/people-plan.ts";
import { ensureFleet, type Fleet } from "../set-up/ensure-fleet.ts";
import { operationsPanel } from "../set-up/operations-panel.ts";
import { pastOutages } from "../story/past-outages.ts";
import { packageStory } from "./package-story.ts";
import { type Past, pastLinesOf } from "./past-demand.ts";
import { writeAppliances } from "./write-appliances.ts";
import { writeChain } from "./write-chain.ts";
import { type PersonStory, writePackages } from "./write-packages.ts";
import { writeSamples } from "./write-samples.ts";
import { writeStatus } from "./write-status.ts";
import { writeUsage } from "./write-usage.ts";

export interface HistoryOptions extends StoryOptions {
  /** When the history ends and live reports take over. */
  end: Date;
  days?: number;
  say(line: string): void;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * Thirty days in the life of the demo fleet, written by the product's own operations at instants of the past: set-up,
 * packages, status, load, appliances, chain nodes, usage. Takes some tens of seconds.
 */
export async function writeHistory(db: Database, options: HistoryOptions): Promise<void> {
  const { seed, userEmail, userPassword, end, days = 30, say } = options;
  const startedAt = performance.now();
  const step = (words: string) =>
    say(`Writing ${days} days of history: ${words} (${Math.round((performance.now() - startedAt) / 1000)} s)`);
  const start = new Date(end.getTime() - days * dayMs);
  const past: Past = { seed, start, end, outages: pastOutages(seed, fleetPlan, end, days) };
  const stories = peoplePlan(seed, userEmail).map((person) => ({ person, stays: packageStory(person, end, days) }));
  const fleet = await setUp(db, stories, end, userPassword);
  await writePackages(db, fleet, stories, end);
  step("fleet, customers and packages");
  await writeStatus(db, fleet, past);
  step("status of the nodes");
  const lines = stories.flatMap(({ person, stays }) => pastLinesOf(past, person, stays));
  await writeSamples(db, fleet, past, lines);
  step("load of the nodes");
  await writeAppliances(db, past);
  step("appliances");
  await writeChain(db, past);
  step("chain nodes");
  const written = await writeUsage(db, fleet, past, lines, factorChanges);
  step(`${written} lines of usage`);
  // While this was written the nodes went on living; otherwise they would all be called silent at the first start.
  await Promise.all([...fleet.serverIds.values()].map((id) => recordHeartbeat(db, id, new Date(), { isPush: false })));
}

/** The fleet as it was when it began, with the factors of then; customers join shortly before their first package. */
function setUp(db: Database, stories: readonly PersonStory[], end: Date, password: string | undefined): Promise<Fleet> {
  const joined = new Map(stories.map(({ person, stays }) => [person.key, new Date((stays[0]?.from ?? end).getTime() - 10 * minuteMs)]));
  const began = new Date(Math.min(...[...joined.values()].map(Number)) - dayMs);
  const panel = operationsPanel(db, began);
  const asItWas: typeof panel = {
    ...panel,
    createNodeClient: (plan, place) => panel.createNodeClient({ ...plan, trafficFactor: firstFactor(plan.key, plan.trafficFactor) }, place),
    createUser: (person, secret) => operationsPanel(db, joined.get(person.key) ?? began).createUser(person, secret),
  };
  const people = stories.map(({ person }) => person).sort((a, b) => Number(joined.get(a.key)) - Number(joined.get(b.key)));
  return ensureFleet(asItWas, people, password);
}
