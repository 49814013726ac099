import { alerts } from "./groups/alerts.ts";
import { api } from "./groups/api.ts";
import { fleet } from "./groups/fleet.ts";
import { jobs } from "./groups/jobs.ts";
import { notifications } from "./groups/notifications.ts";
import { packages } from "./groups/packages.ts";
import { processGroup } from "./groups/process.ts";
import { realtime } from "./groups/realtime.ts";
import { scst } from "./groups/scst.ts";
import { storage } from "./groups/storage.ts";
import { system } from "./groups/system.ts";
import { tape } from "./groups/tape.ts";
import { tasks } from "./groups/tasks.ts";
import { telemetry } from "./groups/telemetry.ts";
import { usage } from "./groups/usage.ts";
import { vtl } from "./groups/vtl.ts";
import type { Group, Metric } from "./metric.ts";

/** Every group there is, in the order of the page. */
export const groups: readonly Group[] = [
  system,
  processGroup,
  api,
  realtime,
  fleet,
  usage,
  telemetry,
  packages,
  jobs,
  notifications,
  alerts,
  tasks,
  storage,
  scst,
  tape,
  vtl,
];

/** A metric with its whole name, `system.cpuUsagePercent`. */
export interface NamedMetric extends Metric {
  name: string;
  group: Group;
}

/** Every metric there is. Names are for ever: history, rules and dashboards go by them. */
export const metrics: ReadonlyMap<string, NamedMetric> = new Map(
  groups.flatMap((group) =>
    Object.entries(group.metrics).map(([key, metric]): [string, NamedMetric] => {
      const name = `${group.name}.${key}`;
      return [name, { ...metric, name, group }];
    }),
  ),
);
