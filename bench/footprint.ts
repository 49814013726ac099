import { setTimeout as pause } from "node:timers/promises";
import type { Bench } from "./harness/bench.ts";
import { median } from "./harness/figure.ts";
import { processTree, proportionalMegabytes, residentMegabytes } from "./harness/process-figures.ts";
import { startProduct } from "./harness/product-server.ts";
import { inTemporaryFolder } from "./harness/temporary-folder.ts";

/** Long enough for every job to have run once and for V8 to give back what starting took. */
const idleMs = 60_000;

/** Memory of an idle server with every role, a minute after its start: Node alone, and with its PostgreSQL; then a minute after somebody came. */
export const footprint: Bench = async ({ rounds, say }) => {
  const node: number[] = [];
  const both: number[] = [];
  const used: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await inTemporaryFolder(async (folder) => {
      const product = await startProduct({ FLEETLIGHT_DATA_DIR: folder, DATABASE_URL: "" });
      try {
        await pause(idleMs);
        const resident = residentMegabytes(product.pid);
        const postgres = proportionalMegabytes(processTree(product.pid).filter((pid) => pid !== product.pid));
        node.push(resident);
        both.push(resident + postgres);
        await fetch(`${product.url}/sign-in`).then((answer) => answer.arrayBuffer());
        await pause(idleMs);
        used.push(residentMegabytes(product.pid));
        say(`round ${round + 1} of ${rounds}: Node ${resident.toFixed(0)} MB, PostgreSQL ${postgres.toFixed(0)} MB`);
      } finally {
        await product.stop();
      }
    });
  }
  return [
    { name: "Node, idle", value: median(node), unit: "MB", aim: { atMost: 160 }, note: "resident" },
    { name: "Node, after one page", value: median(used), unit: "MB", note: "resident" },
    {
      name: "Node + embedded PostgreSQL, idle",
      value: median(both),
      unit: "MB",
      aim: { atMost: 400 },
      note: "shared pages of PostgreSQL counted once",
    },
  ];
};
