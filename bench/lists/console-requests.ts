import { z } from "zod";

/** One request of the operator's console. */
export interface ConsoleRequest {
  name: string;
  path: string;
  /** Rows of the list that are passed over: the page that begins there is compared with the first. */
  deepRows?: number;
}

/** Things to look at: one of each that is neither first nor last. */
export const Samples = z.object({
  userId: z.string(),
  email: z.string(),
  adminId: z.string(),
  itemId: z.string(),
  order: z.string(),
  packageId: z.string(),
  series: z.string(),
  /** Sold at the beginning only. */
  oldSeries: z.string(),
  eventId: z.string(),
  job: z.string(),
  runId: z.string(),
});

const admin = "/api/v1/admin";

/** Every list, count and detail that a page of the console asks for. Lists come in pages of 50. */
export function consoleRequests(of: z.output<typeof Samples>): ConsoleRequest[] {
  const deepRows = 49_950;
  return [
    { name: "users", path: `${admin}/users`, deepRows: 9_500 },
    { name: "users, a search that finds all", path: `${admin}/users?q=customer`, deepRows: 9_500 },
    { name: "users, a search that finds one", path: `${admin}/users?q=${encodeURIComponent(of.email)}` },
    { name: "users, a search that finds none", path: `${admin}/users?q=nobody-at-all` },
    { name: "users, disabled", path: `${admin}/users?disabled=true` },
    { name: "users, admins", path: `${admin}/users?role=admin` },
    { name: "user", path: `${admin}/users/${of.userId}` },
    { name: "user's packages", path: `/api/v1/packages?userId=${of.userId}` },
    { name: "user's usage", path: `/api/v1/usage/recent?range=month&userId=${of.userId}` },
    { name: "user's lines", path: `/api/v1/usage/lines?userId=${of.userId}` },
    { name: "queue", path: `${admin}/package-queue`, deepRows },
    { name: "queue, waiting", path: `${admin}/package-queue?status=in_queue`, deepRows: 9_500 },
    { name: "queue, active", path: `${admin}/package-queue?status=active`, deepRows: 9_500 },
    { name: "queue, consumed", path: `${admin}/package-queue?status=consumed`, deepRows },
    { name: "queue, cancelled", path: `${admin}/package-queue?status=cancelled`, deepRows: 9_500 },
    { name: "queue, a series", path: `${admin}/package-queue?series=${of.series}`, deepRows: 5_000 },
    { name: "queue, a series no longer sold", path: `${admin}/package-queue?series=${of.oldSeries}`, deepRows: 5_000 },
    { name: "queue, a series and status", path: `${admin}/package-queue?series=${of.series}&status=consumed` },
    { name: "queue, a package", path: `${admin}/package-queue?packageId=${of.packageId}` },
    { name: "queue, a user", path: `${admin}/package-queue?userId=${of.userId}` },
    { name: "queue, an order", path: `${admin}/package-queue?orderId=${of.order}` },
    { name: "queue, e-mails that all have", path: `${admin}/package-queue?q=customer`, deepRows },
    { name: "queue, e-mails that a quarter has", path: `${admin}/package-queue?q=inbox` },
    { name: "queue, e-mails that a quarter has, of an old series", path: `${admin}/package-queue?q=inbox&series=${of.oldSeries}` },
    { name: "queue, e-mails that all have, waiting", path: `${admin}/package-queue?q=customer&status=in_queue` },
    { name: "queue, e-mails that a tenth has", path: `${admin}/package-queue?q=${encodeURIComponent("5@")}` },
    { name: "queue, one e-mail", path: `${admin}/package-queue?q=${encodeURIComponent(of.email)}` },
    { name: "queue, no e-mail", path: `${admin}/package-queue?q=nobody-at-all` },
    { name: "queue, by offset", path: `${admin}/package-queue?offset=${deepRows}` },
    { name: "queue, 500 at once", path: `${admin}/package-queue?limit=500` },
    { name: "queue item", path: `${admin}/package-queue/${of.itemId}` },
    { name: "count of the queue", path: `${admin}/package-queue/count` },
    { name: "count of the queue, a series", path: `${admin}/package-queue/count?series=${of.series}` },
    { name: "count of the queue, a user", path: `${admin}/package-queue/count?userId=${of.userId}` },
    // One in ten: as many users as are counted at all.
    { name: "count of the queue, e-mails that a tenth has", path: `${admin}/package-queue/count?q=${encodeURIComponent("5@")}` },
    { name: "packages", path: `${admin}/packages` },
    { name: "packages, a search", path: `${admin}/packages?q=a&onlyMasters=true&retired=false` },
    { name: "package series", path: `${admin}/package-series` },
    { name: "package", path: `${admin}/packages/${of.packageId}` },
    { name: "events", path: `${admin}/events`, deepRows },
    { name: "events, dead", path: `${admin}/events?state=dead` },
    { name: "events, queued", path: `${admin}/events?state=queued` },
    { name: "events, expiries", path: `${admin}/events?type=PackageExpiringEvent` },
    { name: "events, followed", path: `${admin}/events?after=50000` },
    { name: "event", path: `${admin}/events/${of.eventId}` },
    { name: "audit", path: `${admin}/audit`, deepRows },
    { name: "audit of a user", path: `${admin}/audit?subjectKind=user&subjectId=${of.userId}` },
    { name: "audit, by an actor", path: `${admin}/audit?actorId=${of.adminId}` },
    { name: "audit, an action", path: `${admin}/audit?action=package-queue.cancel`, deepRows: 45_000 },
    { name: "audit, names", path: `${admin}/audit/names` },
    { name: "jobs", path: `${admin}/jobs` },
    { name: "runs of a job", path: `${admin}/jobs/${of.job}/runs`, deepRows: 4_000 },
    { name: "job run", path: `${admin}/jobs/runs/${of.runId}` },
    { name: "keys", path: `${admin}/api-keys` },
    { name: "fleet overview", path: `${admin}/fleet/overview` },
    { name: "usage overview", path: `${admin}/usage/overview` },
  ];
}
