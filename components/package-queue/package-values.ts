import type { z } from "zod";
import type { CreatePackageInput, Package } from "#lib/package-queue/schema";
import { formatBytes } from "#lib/universal/bytes";
import { amountOfBytes, bytesOfAmount, type QuotaUnit } from "./bytes-of-amount.ts";
import { devicesWords, durationWords } from "./package-words.ts";

/** Units that a duration is typed in, in seconds. */
export const durationUnits = { days: 86_400, hours: 3600, minutes: 60, seconds: 1 } as const;
export type DurationUnit = keyof typeof durationUnits;

/** The terms of a package as they are typed. A type, not an interface: forms take records. */
export type PackageValues = {
  name: string;
  trafficLimit: string;
  trafficUnit: QuotaUnit;
  expireSeconds: string;
  expireUnit: DurationUnit;
  availableGroup: string;
  maxClientNumber: string;
};

export const newPackageValues: PackageValues = {
  name: "",
  trafficLimit: "100",
  trafficUnit: "GiB",
  expireSeconds: "30",
  expireUnit: "days",
  availableGroup: "1",
  maxClientNumber: "0",
};

type Terms = Pick<Package, "name" | "trafficLimit" | "expireSeconds" | "availableGroup" | "maxClientNumber">;

/** The form of a package that exists, in the units in which its terms are shortest and exact. */
export function valuesOfPackage(terms: Terms): PackageValues {
  const { amount, unit } = amountOfBytes(terms.trafficLimit);
  const expireUnit =
    terms.expireSeconds % 86_400 === 0
      ? "days"
      : terms.expireSeconds % 3600 === 0
        ? "hours"
        : terms.expireSeconds % 60 === 0
          ? "minutes"
          : "seconds";
  return {
    name: terms.name,
    trafficLimit: amount,
    trafficUnit: unit,
    expireSeconds: String(terms.expireSeconds / durationUnits[expireUnit]),
    expireUnit,
    availableGroup: String(terms.availableGroup),
    maxClientNumber: String(terms.maxClientNumber),
  };
}

/** What is sent. What is no number goes as it was typed, or as NaN: the answer names the field. */
export function packageInput({ name, trafficUnit, expireUnit, ...typed }: PackageValues): z.input<typeof CreatePackageInput> {
  return {
    name,
    trafficLimit: bytesOfAmount(typed.trafficLimit, trafficUnit) ?? typed.trafficLimit,
    expireSeconds: Math.round(numberOf(typed.expireSeconds) * durationUnits[expireUnit]),
    availableGroup: numberOf(typed.availableGroup),
    maxClientNumber: numberOf(typed.maxClientNumber),
  };
}

/** An empty field is no zero. */
function numberOf(typed: string): number {
  return typed.trim() === "" ? Number.NaN : Number(typed.replace(",", "."));
}

/** `Traffic: 100 GiB → 200 GiB` for each term that is typed differently from `before`; empty when nothing is. */
export function termChanges(before: Terms, values: PackageValues): string[] {
  const after = packageInput(values);
  const limit = /^\d+$/.test(after.trafficLimit) ? formatBytes(after.trafficLimit, { isTerse: true }) : values.trafficLimit;
  const rows: [label: string, isChanged: boolean, from: string, to: string][] = [
    ["Name", after.name.trim() !== before.name, before.name, after.name.trim() || "nothing"],
    ["Traffic", after.trafficLimit !== before.trafficLimit, formatBytes(before.trafficLimit, { isTerse: true }), limit || "nothing"],
    ["Lasts", after.expireSeconds !== before.expireSeconds, durationWords(before.expireSeconds), durationWords(after.expireSeconds)],
    ["Group", after.availableGroup !== before.availableGroup, String(before.availableGroup), values.availableGroup || "nothing"],
    [
      "Devices",
      after.maxClientNumber !== before.maxClientNumber,
      devicesWords(before.maxClientNumber),
      devicesWords(after.maxClientNumber ?? 0),
    ],
  ];
  return rows.flatMap(([label, isChanged, from, to]) => (isChanged ? [`${label}: ${from} → ${to}`] : []));
}
