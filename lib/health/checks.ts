import type { Check } from "./check.ts";
import { applicationCheck } from "./checks/application.ts";
import { databaseCheck } from "./checks/database.ts";
import { ingestCheck } from "./checks/ingest.ts";
import { jobsCheck } from "./checks/jobs.ts";
import { notificationsCheck } from "./checks/notifications.ts";
import { queuesCheck } from "./checks/queues.ts";
import { scstCheck } from "./checks/scst.ts";
import { storageCheck } from "./checks/storage.ts";

/** Every component, in the order in which people read them. */
export const checks = [
  databaseCheck,
  jobsCheck,
  ingestCheck,
  queuesCheck,
  notificationsCheck,
  storageCheck,
  scstCheck,
  applicationCheck,
] as const as readonly Check[];
