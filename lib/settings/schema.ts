import { z } from "zod";
import { Instant } from "#lib/universal/identifiers";

/** The parts of the settings page. */
export const SettingGroup = z.enum(["usage", "fleet", "telemetry", "packages", "system"]);
export type SettingGroup = z.infer<typeof SettingGroup>;

export const SettingUnit = z.enum(["days", "hours", "seconds"]);
export type SettingUnit = z.infer<typeof SettingUnit>;

/** A whole number of the setting's unit; null is "for ever" where the setting allows it. */
const Value = z.number().int().nullable();

/**
 * One setting as it applies now. `source` says where the value comes from: `setting` (somebody set it), `environment`
 * (a value of the process's environment) or `default`. `problem` names a stored value that cannot be used and is not.
 */
export const Setting = z.object({
  key: z.string(),
  group: SettingGroup,
  title: z.string(),
  description: z.string(),
  unit: SettingUnit,
  value: Value,
  source: z.enum(["setting", "environment", "default"]),
  /** What applies when it is reset. */
  default: Value,
  /** The environment value that decides the default, where there is one. */
  environment: z.string().nullable(),
  min: z.number().int(),
  max: z.number().int(),
  mayBeForEver: z.boolean(),
  problem: z.string().nullable(),
  updatedAt: Instant.nullable(),
  updatedBy: z.string().nullable(),
});
export type Setting = z.infer<typeof Setting>;

/** `revision` grows with every change; send it back with a change to lose no race. */
export const SettingList = z.object({ revision: z.number().int(), items: z.array(Setting) });
export type SettingList = z.infer<typeof SettingList>;

export const ListSettingsInput = z.strictObject({});

/**
 * Several settings at once, all or none. `null` resets one to its default. A shorter retention that deletes what is
 * there answers 409 `confirmation_required` with `state.losses` until `confirm` is true.
 */
export const UpdateSettingsInput = z.strictObject({
  values: z.record(z.string().max(100), z.unknown()).refine((values) => Object.keys(values).length > 0, "name at least one setting"),
  /** As read before: a change by somebody else meanwhile is a conflict. Missing: whatever it is now. */
  revision: z.number().int().min(0).optional(),
  confirm: z.boolean().optional(),
});
export type UpdateSettingsInput = z.input<typeof UpdateSettingsInput>;

/** What a shorter retention deletes: everything of this kind from before `keptFrom`, by the job's next run. */
export const SettingLoss = z.object({
  key: z.string(),
  /** Words for people: `usage lines`. */
  what: z.string(),
  keptFrom: Instant,
  oldest: Instant.nullable(),
  count: z.number().int(),
  /** There are more than `count`; counting stops there. */
  isAtLeast: z.boolean(),
  job: z.string(),
});
export type SettingLoss = z.infer<typeof SettingLoss>;
export const SettingLosses = z.object({ losses: z.array(SettingLoss) });

/** What this installation is and how much room its data take. Figures are at most a minute old. */
export const Installation = z.object({
  version: z.string(),
  /** The last migration that the database has. */
  schemaVersion: z.string(),
  nodeVersion: z.string(),
  postgresVersion: z.string(),
  /** What the process that answers runs. */
  roles: z.array(z.enum(["web", "ingest", "jobs"])),
  /** The data folder of the embedded PostgreSQL, or host, port and name of an external one. */
  database: z.object({ kind: z.enum(["embedded", "external"]), place: z.string() }),
  /** Bytes as text: the whole database, and the parts that grow. */
  sizeBytes: z.string(),
  areas: z.array(z.object({ area: z.string(), bytes: z.string() })),
  mail: z.object({ isConfigured: z.boolean(), host: z.string().nullable() }),
  /** Null: gRPC is off. */
  grpcPort: z.number().int().nullable(),
  readAt: Instant,
});
export type Installation = z.infer<typeof Installation>;
