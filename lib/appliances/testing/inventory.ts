import type { z } from "zod";
import type { Inventory } from "#lib/appliances/schema";

/** A body of a small appliance: one repository, half full, and one of everything else. */
export function inventoryBody(repository: { usedBytes?: number; totalBytes?: number; id?: string } = {}): z.input<typeof Inventory> {
  const { id = "repo-1", usedBytes = 500, totalBytes = 1_000 } = repository;
  return {
    disks: [{ name: "sda", sizeBytes: 2_000, status: "ok" }],
    repositories: [{ id, name: `Repository ${id}`, totalBytes, usedBytes, isActive: true }],
    scst: {
      targets: [
        { iqn: "iqn.2026-11.example:t1", isEnabled: true, luns: [{ id: 0, sizeBytes: 1_000 }], initiators: ["iqn.2026-11.example:i1"] },
      ],
    },
    tape: {
      libraries: [{ name: "TL1", drives: [{ name: "LTO-9", status: "idle" }], slots: [{ number: 1, barcode: "A00001" }, { number: 2 }] }],
    },
    vtl: { libraries: [{ name: "V1", drives: [{ status: "ready" }], tapes: [{ barcode: "V00001", status: "in_drive" }] }] },
  };
}
