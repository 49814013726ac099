import type { HostSystem } from "#lib/telemetry/benchmark-schema";
import { countWords, notTold } from "./node-words.ts";

/** A host system, name by value. */
export function hostFacts({ id, description, os, cpuQty, cpuClock, ramMb, diskInfo }: HostSystem) {
  return [
    ["Description", description || notTold],
    ["System", os || notTold],
    ["CPUs", `${countWords(cpuQty)} at ${countWords(cpuClock)} MHz`],
    ["Memory", `${countWords(ramMb)} MB`],
    ["Disk", diskInfo || notTold],
    ["Id", id],
  ] as const;
}
