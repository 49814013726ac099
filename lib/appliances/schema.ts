import { z } from "zod";
import { BytesText, Id, Instant, PlainText } from "#lib/universal/identifiers";
import { Cursor, Limit, page } from "#lib/universal/paging";

const Name = PlainText.pipe(z.string().trim().min(1).max(120));
/** What an appliance calls one of its things. */
const Label = PlainText.pipe(z.string().min(1).max(256));
const maxBytes = 2n ** 63n - 1n;
const words = "must be a whole number of bytes below 2^63, as a number or as text";
const WholeBytes = z
  .union([z.int(), z.string()], words)
  .refine((bytes) => /^\d{1,19}$/.test(String(bytes)) && BigInt(bytes) <= maxBytes, words)
  .transform(String);

/** Further facts about a thing, kept as they come: the product knows no more of them. */
const Scalar = z.union([Label, z.literal(""), z.number(), z.boolean(), z.null()], "must be text, a number, true, false or null");

// ── what an appliance has ─────────────────────────────────────────────────────────────────────
const Disk = z
  .object({ id: Label.optional(), name: Label.optional(), sizeBytes: WholeBytes.optional(), status: Label.optional() })
  .catchall(Scalar);
const Repository = z.strictObject({
  id: Label,
  name: Label,
  totalBytes: WholeBytes,
  usedBytes: WholeBytes,
  isActive: z.boolean(),
});
const Lun = z.object({ id: z.int().min(0).optional(), name: Label.optional(), sizeBytes: WholeBytes.optional() }).catchall(Scalar);
const Target = z.strictObject({
  iqn: Label,
  isEnabled: z.boolean(),
  luns: z.array(Lun).max(10_000),
  initiators: z.array(z.union([Label, z.object({ iqn: Label }).catchall(Scalar)], "must be an IQN, or an object with `iqn`")).max(10_000),
});
const TapeDrive = z.object({ id: Label.optional(), name: Label.optional(), status: Label.optional() }).catchall(Scalar);
/** A slot is occupied when it says so, else when it has a barcode. */
const TapeSlot = z
  .object({ number: z.int().min(0).optional(), barcode: Label.nullable().optional(), isOccupied: z.boolean().optional() })
  .catchall(Scalar);
const TapeLibrary = z.strictObject({
  id: Label.optional(),
  name: Label.optional(),
  drives: z.array(TapeDrive).max(10_000),
  slots: z.array(TapeSlot).max(100_000),
});
const VtlDrive = z.strictObject({ id: Label.optional(), name: Label.optional(), status: z.enum(["idle", "ready", "error"]) });
const VtlTape = z.strictObject({ barcode: Label, status: z.enum(["idle", "in_drive", "exported"]) });
const VtlLibrary = z.strictObject({
  id: Label.optional(),
  name: Label.optional(),
  drives: z.array(VtlDrive).max(10_000),
  tapes: z.array(VtlTape).max(100_000),
});

/** One full snapshot. A section that an appliance does not have is empty, never missing: missing is not known. */
export const Inventory = z.strictObject({
  disks: z.array(Disk).max(10_000),
  repositories: z.array(Repository).max(10_000).superRefine(unique("id")),
  scst: z.strictObject({ targets: z.array(Target).max(10_000).superRefine(unique("iqn")) }),
  tape: z.strictObject({ libraries: z.array(TapeLibrary).max(1_000) }),
  vtl: z.strictObject({ libraries: z.array(VtlLibrary).max(1_000) }),
});
export type Inventory = z.output<typeof Inventory>;

/** Names the second of two things with the same key. */
function unique<K extends string>(key: K) {
  return (things: readonly Record<K, string>[], ctx: z.RefinementCtx) => {
    const seen = new Set<string>();
    things.forEach((thing, index) => {
      if (seen.has(thing[key])) ctx.addIssue({ code: "custom", path: [index, key], message: `${thing[key]} is there twice` });
      seen.add(thing[key]);
    });
  };
}

/** `changed` names the sections that differ from the snapshot before; none of them: it was a sign of life only. */
export const InventoryReceived = z.object({
  applianceId: Id,
  receivedAt: Instant,
  changed: z.array(z.enum(["disks", "repositories", "scst", "tape", "vtl"])),
  /** How often to report, seconds. */
  intervalSeconds: z.number().int(),
});
export type InventoryReceived = z.infer<typeof InventoryReceived>;

// ── appliances ────────────────────────────────────────────────────────────────────────────────
/** `reporting`, `silent` (nothing heard for 15 minutes: what is shown may be wrong by now) or `never` heard of. */
export const ApplianceState = z.enum(["reporting", "silent", "never"]);
export type ApplianceState = z.infer<typeof ApplianceState>;

/** When a repository is full if it goes on like this. `fullAt` is null where that cannot be said; `reason` says why. */
export const Forecast = z.object({
  fullAt: Instant.nullable(),
  reason: z.enum(["full", "filling", "steady", "shrinking", "too_little_history"]),
  /** How well a straight line fits what was: null without a line. */
  confidence: z.enum(["high", "medium", "low"]).nullable(),
  /** Whole bytes a day, negative when it shrinks; null without a line. */
  bytesPerDay: BytesText.nullable(),
});
export type Forecast = z.infer<typeof Forecast>;

/** An appliance in a list, with the sums of its repositories. */
export const Appliance = z.object({
  id: Id,
  name: z.string(),
  state: ApplianceState,
  createdAt: Instant,
  lastReportAt: Instant.nullable(),
  inventoryChangedAt: Instant.nullable(),
  repositoryCount: z.number().int(),
  totalBytes: BytesText,
  usedBytes: BytesText,
  /** The repository that will be full first, of those of which it can be said. */
  nextFull: z.object({ repositoryId: z.string(), name: z.string(), fullAt: Instant }).nullable(),
  openTasks: z.number().int(),
  /** In the last 24 hours. */
  failedTasks: z.number().int(),
});
export type Appliance = z.infer<typeof Appliance>;
export const ApplianceDetail = Appliance.extend({
  /** Null: it has not sent one yet. */
  inventory: Inventory.nullable(),
  repositories: z.array(Repository.extend({ forecast: Forecast })),
});
export type ApplianceDetail = z.output<typeof ApplianceDetail>;

/** By name. */
export const ListAppliancesInput = z.strictObject({ q: PlainText.max(120).optional(), limit: Limit, cursor: Cursor.optional() });
export const ApplianceList = page(Appliance);
export type ApplianceList = z.infer<typeof ApplianceList>;
export const ApplianceIdInput = z.strictObject({ id: Id });
export const CreateApplianceInput = z.strictObject({ name: Name });
export const UpdateApplianceInput = z.strictObject({ id: Id, name: Name });
/** `token` is shown this once. */
export const ApplianceToken = z.object({ id: Id, name: z.string(), token: z.string() });
export type ApplianceToken = z.infer<typeof ApplianceToken>;

// ── capacity ──────────────────────────────────────────────────────────────────────────────────
/** The last 30 days unless said; at most 400 days. Quarters of an hour for the last 30 days, days before. */
export const CapacityInput = z.strictObject({ id: Id, start: Instant.optional(), end: Instant.optional() });
export const Capacity = z.object({
  start: Instant,
  end: Instant,
  items: z.array(
    z.object({
      repositoryId: z.string(),
      points: z.array(z.object({ at: Instant, totalBytes: BytesText, usedBytes: BytesText })),
    }),
  ),
});
export type Capacity = z.infer<typeof Capacity>;

// ── tasks ─────────────────────────────────────────────────────────────────────────────────────
export const TaskStatus = z.enum(["pending", "running", "completed", "failed"]);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** One change of a task: its start, progress or end. What is left out stays as it was. */
export const TaskChange = z
  .strictObject({
    /** The appliance's own id of it; the same id is the same task. */
    id: Label,
    status: TaskStatus,
    /** What sort of work: `backup`, `verify`. */
    kind: Label.optional(),
    name: Label.optional(),
    progressPercent: z.number().min(0).max(100).nullable().optional(),
    message: PlainText.max(2_000).optional(),
    startedAt: Instant.optional(),
    endedAt: Instant.optional(),
  })
  .refine(({ startedAt, endedAt }) => !startedAt || !endedAt || Date.parse(startedAt) <= Date.parse(endedAt), {
    path: ["endedAt"],
    message: "must not be before startedAt",
  })
  .refine(({ status, endedAt }) => !endedAt || status === "completed" || status === "failed", {
    path: ["endedAt"],
    message: "only a task that has completed or failed has ended",
  });
export type TaskChange = z.output<typeof TaskChange>;
/** Changes in the order in which they happened. One change may be sent as the body itself. */
export const ReportTasksInput = z.strictObject({ tasks: z.array(TaskChange).min(1).max(1_000) });

/** What became of each change. `outdated`: the task has gone on since, or has ended; it stays as it is. */
export const TasksReceived = z.object({
  applianceId: Id,
  receivedAt: Instant,
  items: z.array(z.object({ id: z.string(), status: TaskStatus, outcome: z.enum(["created", "changed", "unchanged", "outdated"]) })),
});
export type TasksReceived = z.infer<typeof TasksReceived>;

export const Task = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  status: TaskStatus,
  progressPercent: z.number().nullable(),
  message: z.string(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Task = z.infer<typeof Task>;
/** Newest first. */
export const ListTasksInput = z.strictObject({ id: Id, status: TaskStatus.optional(), limit: Limit, cursor: Cursor.optional() });
export const TaskList = page(Task);
export type TaskList = z.infer<typeof TaskList>;
