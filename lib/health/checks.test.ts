import { expect, test } from "vitest";
import { applicationCheck } from "./checks/application.ts";
import { databaseCheck } from "./checks/database.ts";
import { ingestCheck } from "./checks/ingest.ts";
import { jobsCheck } from "./checks/jobs.ts";
import { notificationsCheck } from "./checks/notifications.ts";
import { queuesCheck } from "./checks/queues.ts";
import { scstCheck } from "./checks/scst.ts";
import { storageCheck } from "./checks/storage.ts";
import { checks } from "./checks.ts";

const answers = {
  isAnswering: true as const,
  connectMs: 3.4,
  queryMs: 1.2,
  connections: 10,
  maxConnections: 100,
  replicas: 0,
  lagS: null,
};
const running = { aliveProcesses: 1, jobs: 12, late: [], stuck: [], failed: 0, lagS: 0, uptimeS: 3_600 };
const receiving = { waitingReports: 0, connections: 2, backlogS: 30, lastReportS: 12, telemetry: null };
const telemetry = { sockets: 7, bufferPercent: 50, fullest: "a:1", oldestUnsavedS: 5, slowest: "b:2" };
const empty = { billingEvents: 0, deliveries: 0, jobRuns: 0, deadEvents: 0 };
const stored = { appliances: 1, repositories: 2, activeRepositories: 2, fullest: { name: "R1", percent: 95 } };
const light = { heapUsedBytes: 200 * 1024 ** 2, rssBytes: 400 * 1024 ** 2, delayMs: 4.26, uptimeS: 60 };

test.each([
  ["it answers", databaseCheck.decide(answers), "healthy", "Connected in 3 ms, answered in 1 ms; no replica"],
  ["it does not", databaseCheck.decide({ isAnswering: false, reason: "refused" }), "unhealthy", "It does not answer: refused"],
  ["a replica keeps up", databaseCheck.decide({ ...answers, replicas: 1, lagS: 30 }), "healthy", /1 replica$/],
  ["a replica does not", databaseCheck.decide({ ...answers, replicas: 1, lagS: 31 }), "degraded", /31 s behind \(limit 30 s\)/],
  ["room for few", databaseCheck.decide({ ...answers, connections: 90 }), "degraded", "90 of 100 connections are taken"],

  ["jobs run", jobsCheck.decide(running), "healthy", "12 jobs in time, run by 1 process"],
  ["a failed run is not the clockwork's", jobsCheck.decide({ ...running, failed: 2 }), "healthy", /in time/],
  ["late", jobsCheck.decide({ ...running, late: ["a.b", "c.d"], lagS: 90.4 }), "degraded", "Late, at worst by 90 s: a.b, c.d"],
  ["stuck", jobsCheck.decide({ ...running, stuck: ["a.b"] }), "degraded", /time-out.*a\.b/],
  ["nobody runs jobs", jobsCheck.decide({ ...running, aliveProcesses: 0 }), "unhealthy", /^No process runs jobs/],
  ["just started", jobsCheck.decide({ ...running, aliveProcesses: 0, uptimeS: 59 }), "degraded", /just started/],

  ["reports come", ingestCheck.decide(receiving), "healthy", "0 reports wait, billing is 30 s behind; last report 12 s ago"],
  ["no node reports", ingestCheck.decide({ ...receiving, backlogS: null, lastReportS: null }), "healthy", /no report within a day/],
  ["49 wait", ingestCheck.decide({ ...receiving, waitingReports: 49 }), "healthy", /^49/],
  ["50 wait", ingestCheck.decide({ ...receiving, waitingReports: 50 }), "degraded", /^50 reports wait for a connection/],
  ["nodes send telemetry", ingestCheck.decide({ ...receiving, telemetry }), "healthy", /12 s ago; 7 sockets of chain nodes$/],
  [
    "a buffer that fills",
    ingestCheck.decide({ ...receiving, telemetry: { ...telemetry, bufferPercent: 50.6 } }),
    "degraded",
    "The buffer of telemetry at a:1 is 51 % full (limit 50 %)",
  ],
  [
    "telemetry that is not stored",
    ingestCheck.decide({ ...receiving, telemetry: { ...telemetry, oldestUnsavedS: 5.6 } }),
    "degraded",
    "Telemetry has waited 6 s to be stored at b:2 (limit 5 s)",
  ],
  ["billing is behind", ingestCheck.decide({ ...receiving, backlogS: 601 }), "degraded", /601 s to be billed/],

  ["empty queues", queuesCheck.decide(empty), "healthy", /^0 pending/],
  ["999", queuesCheck.decide({ ...empty, billingEvents: 990, deliveries: 8, jobRuns: 1, deadEvents: 50 }), "healthy", /^999 pending/],
  ["1,000", queuesCheck.decide({ ...empty, billingEvents: 990, deliveries: 10 }), "degraded", /^1000 pending.*limit 1000/],

  ["all sent", notificationsCheck.decide({ waiting: 0, oldestUnsentS: null, overdueS: null }), "healthy", "Everything was sent"],
  ["some wait", notificationsCheck.decide({ waiting: 3, oldestUnsentS: 900, overdueS: 120 }), "healthy", "3 unsent, the oldest for 15 min"],
  [
    "old ones",
    notificationsCheck.decide({ waiting: 3, oldestUnsentS: 901, overdueS: null }),
    "degraded",
    /15 min 1 s old \(limit 15 min\)/,
  ],
  ["nobody sends", notificationsCheck.decide({ waiting: 3, oldestUnsentS: 200, overdueS: 121 }), "degraded", /due for 2 min 1 s/],

  ["room is left", storageCheck.decide(stored), "healthy", "2 of 2 repositories are active, the fullest at 95 %"],
  ["almost full", storageCheck.decide({ ...stored, fullest: { name: "R1", percent: 95.04 } }), "degraded", /^R1 is 95 % full/],
  ["none is active", storageCheck.decide({ ...stored, activeRepositories: 0 }), "unhealthy", "None of 2 repositories is active"],
  ["none was reported", storageCheck.decide({ ...stored, repositories: 0, fullest: null }), "degraded", /^No appliance has reported/],
  ["some targets", scstCheck.decide({ targets: 3, enabledTargets: 1 }), "healthy", "1 of 3 targets are enabled"],
  ["no target", scstCheck.decide({ targets: 3, enabledTargets: 0 }), "unhealthy", "0 of 3 targets are enabled"],

  ["a light process", applicationCheck.decide(light), "healthy", "Heap 200 MiB, event loop 4.3 ms behind"],
  ["almost 1 GiB", applicationCheck.decide({ ...light, heapUsedBytes: 1024 ** 3 - 1 }), "healthy", /1024 MiB/],
  ["1 GiB", applicationCheck.decide({ ...light, heapUsedBytes: 1024 ** 3 }), "degraded", "The heap holds 1024 MiB (limit 1024 MiB)"],
  ["a busy loop", applicationCheck.decide({ ...light, delayMs: 500 }), "degraded", /500 ms behind/],
])("%s", (_name, finding, status, message) => {
  expect(finding.status).toBe(status);
  expect(finding.message).toMatch(message);
});

test("components have names of their own, as rules write them", () => {
  const names = checks.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
});
