import type { BillingEvent } from "#lib/package-queue/schema";
import { formatBytes, sumBytes } from "#lib/universal/bytes";

export const eventTypeWords: Record<BillingEvent["type"], string> = {
  UserUsageBillingEvent: "Traffic",
  PackageExpiringEvent: "Expiry",
};

/** What an event says, in a few words: how much was billed, or that the time was over. */
export function eventWords({ type, payload }: Pick<BillingEvent, "type" | "payload">): string {
  if (type === "PackageExpiringEvent") return "time is over";
  const { billed_upload: upload, billed_download: download, package_queue_id: item } = payload;
  if (!isBytes(upload) || !isBytes(download)) return "not readable";
  return `${formatBytes(sumBytes([upload, download]))} billed${item === null ? " to no package" : ""}`;
}

function isBytes(value: unknown): value is string {
  return typeof value === "string" && /^\d+$/.test(value);
}
