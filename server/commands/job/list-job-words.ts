import { describeSchedule } from "#lib/jobs/schedule";
import { registry } from "../../jobs/registry.ts";

/** Every job with its schedule and what it does. */
export function listJobWords(isJson: boolean): string {
  const jobs = Object.values(registry)
    .map(({ name, schedule, description }) => ({ name, schedule: describeSchedule(schedule), description }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
  if (isJson) return JSON.stringify(jobs);
  const widest = (key: "name" | "schedule") => Math.max(...jobs.map((job) => job[key].length));
  const [names, schedules] = [widest("name"), widest("schedule")];
  return jobs.map((job) => `${job.name.padEnd(names)}  ${job.schedule.padEnd(schedules)}  ${job.description}`).join("\n");
}
