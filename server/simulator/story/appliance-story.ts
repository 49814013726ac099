import type { z } from "zod";
import type { Inventory } from "#lib/appliances/schema";
import type { AppliancePlan, RepositoryPlan } from "../plan/appliance-plan.ts";
import { randomOf } from "./random.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const tib = 2n ** 40n;
/** Somebody makes room before it is quite full. */
const highestShare = 0.97;

/** What a repository holds at an instant, of what it held `since` the story began. */
export function usedBytesOf(
  seed: string,
  { id, totalBytes, startShare, sharePerDay, wobble }: RepositoryPlan,
  since: Date,
  at: Date,
): bigint {
  const days = (at.getTime() - since.getTime()) / dayMs;
  const hour = Math.floor(at.getTime() / hourMs);
  const share = startShare + sharePerDay * days + wobble * (randomOf(seed, id, hour) - 0.5);
  const perMillion = Math.round(1_000_000 * Math.min(highestShare, Math.max(0.02, share)));
  return (totalBytes * BigInt(perMillion)) / 1_000_000n;
}

/** The snapshot that an appliance sends at an instant. Drives change every quarter of an hour. */
export function inventoryOf(seed: string, plan: AppliancePlan, since: Date, at: Date): z.input<typeof Inventory> {
  const quarter = Math.floor(at.getTime() / (hourMs / 4));
  const chance = (...words: (string | number)[]) => randomOf(seed, plan.key, ...words);
  const iqn = (name: string) => `iqn.2024-03.example.fleet:${plan.key}.${name}`;
  return {
    disks: numbered(plan.disks, (index) => ({
      name: `sd${String.fromCharCode(97 + index)}`,
      sizeBytes: String(16n * tib),
      status: "healthy",
    })),
    repositories: plan.repositories.map((repository) => ({
      id: repository.id,
      name: repository.name,
      totalBytes: String(repository.totalBytes),
      usedBytes: String(usedBytesOf(seed, repository, since, at)),
      isActive: repository.isActive,
    })),
    scst: {
      targets: plan.repositories.map(({ id, totalBytes, isActive }, index) => ({
        iqn: iqn(id),
        isEnabled: isActive,
        luns: [{ id: 0, name: `${id}-0`, sizeBytes: String(totalBytes) }],
        initiators: isActive ? numbered(1 + (index % 2), (host) => iqn(`host-${host + 1}`)) : [],
      })),
    },
    tape: {
      libraries:
        plan.tapeSlots === 0
          ? []
          : [
              {
                name: "TL-1",
                drives: numbered(2, (drive) => ({
                  name: `LTO-9 ${drive + 1}`,
                  status: chance("tape", drive, quarter) < 0.5 ? "idle" : "writing",
                })),
                slots: numbered(plan.tapeSlots, (slot) => ({
                  number: slot + 1,
                  barcode: chance("slot", slot) < 0.7 ? barcode("LT", slot) : null,
                })),
              },
            ],
    },
    vtl: {
      libraries: [
        {
          name: "VTL-1",
          drives: numbered(2, (drive) => ({
            name: `Drive ${drive + 1}`,
            status: isLoaded(chance, drive, quarter) ? ("ready" as const) : ("idle" as const),
          })),
          tapes: numbered(plan.virtualTapes, (tape) => ({
            barcode: barcode("VT", tape),
            status:
              tape < 2 && isLoaded(chance, tape, quarter)
                ? ("in_drive" as const)
                : tape > plan.virtualTapes - 3
                  ? ("exported" as const)
                  : ("idle" as const),
          })),
        },
      ],
    },
  };
}

function isLoaded(chance: (...words: (string | number)[]) => number, drive: number, quarter: number): boolean {
  return chance("vtl", drive, quarter) < 0.6;
}

function barcode(prefix: string, index: number): string {
  return `${prefix}${String(index + 1).padStart(4, "0")}L9`;
}

function numbered<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
