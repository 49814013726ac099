import type { QueueItem } from "#lib/package-queue/schema";

/** What ended an item, as its user says it: `Used up`, `Time over`, `Cancelled`. */
export function endWords({ status, consumedBy }: Pick<QueueItem, "status" | "consumedBy">): string {
  if (status === "cancelled") return "Cancelled";
  switch (consumedBy) {
    case "traffic":
      return "Used up";
    case "time":
      return "Time over";
    case null:
      return "Not known";
  }
}
