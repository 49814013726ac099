import { expect, test } from "vitest";
import { noon } from "#lib/core/testing/instants";
import { groundJobs } from "#lib/jobs/jobs";
import { jobNames } from "#lib/jobs/names";
import { latestSlot } from "#lib/jobs/schedule";
import { everyJob, registry } from "./registry.ts";

test("every declared name has its job, and every job its name", () => {
  expect(Object.keys(registry).sort()).toEqual([...jobNames].sort());
  for (const [name, job] of Object.entries(registry)) expect(job.name).toBe(name);
});

test("a name without a handler does not compile", () => {
  // @ts-expect-error names of other rooms are missing
  const incomplete = everyJob([...groundJobs]);
  expect(Object.keys(incomplete).length).toBeLessThan(jobNames.length);
});

test.each(Object.values(registry))("$name: a schedule that comes round, a time-out, a description", (job) => {
  expect("onDemand" in job.schedule || latestSlot(job.schedule, noon)).toBeTruthy();
  expect(job.timeoutMs).toBeGreaterThan(0);
  expect(job.description).toMatch(/\.$/);
});
