import { operation } from "#lib/auth/operation";
import { createHostSystem } from "#lib/telemetry/create-host-system";
import { hostInSnakeCase } from "./benchmark-views.ts";
import { HostSystem, NewHostSystem } from "./shapes.ts";

/** `POST /host_systems` */
export const createOriginalHostSystem = operation(
  {
    name: "createOriginalHostSystem",
    summary: "Add a machine on which benchmarks run",
    policy: "telemetry:write",
    input: NewHostSystem,
    output: HostSystem,
  },
  async (ctx, { description, os, cpu_qty: cpuQty, cpu_clock: cpuClock, ram_mb: ramMb, disk_info: diskInfo }) =>
    hostInSnakeCase(await createHostSystem(ctx, { description, os, cpuQty, cpuClock, ramMb, diskInfo })),
);
