import type { Job } from "#lib/jobs/define-job";
import { Instant } from "#lib/universal/identifiers";
import { registry } from "../../jobs/registry.ts";
import { readArguments } from "../read-arguments.ts";
import { UsageError } from "../usage-error.ts";

export interface JobArguments {
  /** Missing: list them. */
  job: Job | undefined;
  at: Date | undefined;
  isJson: boolean;
}

const usage = `usage: npm run job -- <name> [--at 2026-11-20T10:00:00Z] [--json]
       npm run job                       lists the jobs
  --at     the run's slot and its "now", instead of this moment
  --json   the run as the API shows it`;

/** @throws UsageError that names every job when there is none of that name */
export function readJobArguments(args: string[]): JobArguments {
  const { words, text, has } = readArguments(args, { at: { type: "string" }, json: { type: "boolean" } }, usage);
  const [name, ...more] = words;
  if (more.length > 0) throw new UsageError(`One job at a time: ${more.join(" ")} is too much`, usage);
  const at = text("at");
  const instant = at === undefined ? undefined : Instant.safeParse(at);
  if (instant && !instant.success) throw new UsageError(`--at ${at}: ${instant.error.issues[0]?.message ?? "not an instant"}`, usage);
  if (name === undefined && at !== undefined) throw new UsageError("--at needs the name of a job", usage);
  const job = Object.values(registry).find((known) => known.name === name);
  if (name !== undefined && !job)
    throw new UsageError(
      `There is no job ${name}. There are:\n${Object.keys(registry)
        .sort()
        .map((known) => `  ${known}`)
        .join("\n")}`,
      usage,
    );
  return { job, at: instant && new Date(instant.data), isJson: has("json") };
}
