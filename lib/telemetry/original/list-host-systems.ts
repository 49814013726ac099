import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { readHosts } from "../internal/benchmark-rows.ts";
import { hostInSnakeCase } from "./benchmark-views.ts";
import { HostSystem, NodesInput } from "./shapes.ts";

const most = 10_000;

/** `GET /host_systems`: the first ten thousand, in the order in which they were added. */
export const originalHostSystems = operation(
  {
    name: "originalHostSystems",
    summary: "Machines on which benchmarks run",
    policy: "telemetry:read",
    input: NodesInput,
    output: z.array(HostSystem),
  },
  async ({ db }) => (await readHosts(db, sql`order by h.id limit ${most}`)).map(hostInSnakeCase),
);
