import { systemContext } from "#lib/auth/context";
import { listJobs } from "#lib/jobs/list-jobs";
import { defineCheck } from "../check.ts";

/** A process that has just started may be the only one, and has not said yet that it runs jobs. */
const startingS = 60;

interface JobsReading {
  aliveProcesses: number;
  jobs: number;
  late: readonly string[];
  stuck: readonly string[];
  failed: number;
  /** The worst of those that are late now, seconds. */
  lagS: number;
  uptimeS: number;
}

/** Whether a process runs jobs, and in time. A failed run is the business of its own alert, not of the clockwork. */
export const jobsCheck = defineCheck<JobsReading>({
  name: "jobs",
  needsDatabase: true,

  async read({ db, now }) {
    const { items, processes } = await listJobs(systemContext("health", { db, now }), {});
    const late = items.filter(({ state }) => state === "late");
    return {
      aliveProcesses: processes.filter(({ isAlive }) => isAlive).length,
      jobs: items.length,
      late: late.map(({ name }) => name),
      stuck: items.filter(({ state }) => state === "stuck").map(({ name }) => name),
      failed: items.filter(({ state }) => state === "failed").length,
      lagS: Math.max(0, ...late.map(({ lagMs }) => (lagMs ?? 0) / 1000)),
      uptimeS: process.uptime(),
    };
  },

  decide({ aliveProcesses, jobs, late, stuck, failed, lagS, uptimeS }) {
    const lagSeconds = Math.round(lagS);
    const details = { aliveProcesses, jobs, lateJobs: late.length, stuckJobs: stuck.length, failedJobs: failed, lagSeconds };
    if (aliveProcesses === 0 && uptimeS < startingS)
      return { status: "degraded", message: "No process has said yet that it runs jobs; this one has just started", details };
    if (aliveProcesses === 0) return { status: "unhealthy", message: "No process runs jobs: nothing is billed, watched or sent", details };
    if (stuck.length > 0) return { status: "degraded", message: `Over its time-out and not ended: ${stuck.join(", ")}`, details };
    if (late.length > 0) return { status: "degraded", message: `Late, at worst by ${lagSeconds} s: ${late.join(", ")}`, details };
    const by = aliveProcesses === 1 ? "1 process" : `${aliveProcesses} processes`;
    return { status: "healthy", message: `${jobs} jobs in time, run by ${by}`, details };
  },
});
