import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { CreateHostSystemInput, HostSystem } from "#lib/telemetry/benchmark-schema";

/** A machine on which benchmarks run. */
export const createHostSystem = operation(
  {
    name: "createHostSystem",
    summary: "Add a machine on which benchmarks run",
    policy: "telemetry:write",
    input: CreateHostSystemInput,
    output: HostSystem,
  },
  (ctx, input) =>
    transaction(ctx.db, async (tx) => {
      const { description, os, cpuQty, cpuClock, ramMb, diskInfo } = input;
      const [row] = await tx.rows(
        sql`insert into host_systems (description, os, cpu_qty, cpu_clock, ram_mb, disk_info)
        values (${description}, ${os}, ${cpuQty}::int, ${cpuClock}::int, ${ramMb}::int, ${diskInfo}) returning id`,
        z.object({ id: z.number() }),
      );
      if (!row) throw new Error("The host system was not written");
      await audit(tx, ctx, { action: "host-system.create", subjectKind: "host-system", subjectId: row.id, after: input });
      return { id: row.id, ...input };
    }),
);
