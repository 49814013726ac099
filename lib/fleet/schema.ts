import { z } from "zod";
import { Id, Instant, IntegerId, PlainText } from "#lib/universal/identifiers";
import { Cursor, countedPage, Limit, Offset } from "#lib/universal/paging";
import { TrafficFactor } from "#lib/universal/traffic";

/** A node server is one of these at any time. Unknown never counts as online. */
export const NodeStatus = z.enum(["online", "offline", "maintenance"]);
export type NodeStatus = z.infer<typeof NodeStatus>;

/** The protocol a node server speaks. */
export const Compatibility = z.enum(["newv2b", "ssp", "native"]);
export type Compatibility = z.infer<typeof Compatibility>;

const Name = PlainText.pipe(z.string().trim().min(1).max(120));
const Country = z.string().regex(/^[A-Z]{2}$/, "must be an ISO 3166-1 alpha-2 code such as DE");
const Groups = z.array(z.number().int().min(0).max(2_147_483_647)).max(100);
const ServerConfig = z.record(z.string().max(64), z.unknown());

// ── node servers (admin) ──────────────────────────────────────────────────────────────────────
/** A node server in a list. `onlineUsers` counts users the node reported in the last 5 minutes. */
export const NodeServer = z.object({
  id: z.number().int(),
  name: z.string(),
  compatibility: Compatibility,
  status: NodeStatus,
  statusReason: z.string(),
  statusChangedAt: Instant,
  maintenanceUntil: Instant.nullable(),
  lastOnlineAt: Instant.nullable(),
  lastPushAt: Instant.nullable(),
  clientCount: z.number().int(),
  onlineUsers: z.number().int(),
  createdAt: Instant,
});
export type NodeServer = z.infer<typeof NodeServer>;

export const ListNodeServersInput = z.strictObject({
  status: NodeStatus.optional(),
  q: PlainText.max(120).optional(),
  limit: Limit,
  offset: Offset,
  cursor: Cursor.optional(),
});
export const NodeServerList = countedPage(NodeServer);
export type NodeServerList = z.infer<typeof NodeServerList>;

export const CreateNodeServerInput = z.strictObject({
  name: Name,
  compatibility: Compatibility,
  serverSideConfig: ServerConfig.optional(),
});
/** `token` is shown this once. `installation` holds the exact configuration lines for XrayR-style nodes. */
export const NodeServerCreated = NodeServer.extend({ token: z.string(), installation: z.string() });
export type NodeServerCreated = z.infer<typeof NodeServerCreated>;

export const NodeServerIdInput = z.strictObject({ id: IntegerId });
export const UpdateNodeServerInput = z.strictObject({
  id: IntegerId,
  name: Name.optional(),
  compatibility: Compatibility.optional(),
  serverSideConfig: ServerConfig.optional(),
});
export const SetMaintenanceInput = z.strictObject({
  id: IntegerId,
  on: z.boolean(),
  reason: PlainText.max(500).optional(),
  until: Instant.optional(),
});

/** The same for many servers at once. Without maintenance to end, a server is left as it is and counts as skipped. */
export const SetManyMaintenanceInput = z.strictObject({
  ids: z.array(IntegerId).min(1).max(500),
  on: z.boolean(),
  reason: PlainText.max(500).optional(),
  until: Instant.optional(),
});
export const ManyMaintenanceSet = z.object({ changed: z.number().int(), skipped: z.array(z.number().int()) });
export type ManyMaintenanceSet = z.infer<typeof ManyMaintenanceSet>;

/** One sample of a node's own load; percent 0–100, bytes as text. */
export const NodeSample = z.object({
  at: Instant,
  cpuPercent: z.number().nullable(),
  memoryUsed: z.string().nullable(),
  memoryTotal: z.string().nullable(),
  swapUsed: z.string().nullable(),
  swapTotal: z.string().nullable(),
  diskUsed: z.string().nullable(),
  diskTotal: z.string().nullable(),
});
export type NodeSample = z.infer<typeof NodeSample>;

/** A change of status, or an hourly snapshot of it. */
export const StatusChange = z.object({ status: NodeStatus, reason: z.string(), isSnapshot: z.boolean(), at: Instant });
export type StatusChange = z.infer<typeof StatusChange>;

/** One accepted, duplicate or partly rejected report, newest first on the server's page. */
export const ReportSummary = z.object({
  id: Id,
  protocol: z.enum(["uniproxy", "mod_mu", "native"]),
  receivedAt: Instant,
  lineCount: z.number().int(),
  duplicateOf: Id.nullable(),
  rejectedCount: z.number().int(),
  rejected: z.array(z.object({ index: z.union([z.number().int(), z.string()]), code: z.string(), detail: z.string() })),
});
export type ReportSummary = z.infer<typeof ReportSummary>;

/** A report that was refused as a whole (a counter that went backwards, a reused batch id). */
export const ReportRefusal = z.object({ at: Instant, code: z.string(), detail: z.string() });
export type ReportRefusal = z.infer<typeof ReportRefusal>;

/** Everything of one node server: configuration, status, metrics, history. */
export const NodeServerDetail = NodeServer.extend({
  serverSideConfig: ServerConfig,
  installation: z.string(),
  clients: z.array(z.lazy(() => NodeClient)),
  latestSample: NodeSample.nullable(),
  changes: z.array(StatusChange),
  reports: z.array(ReportSummary),
  refusals: z.array(ReportRefusal),
});
export type NodeServerDetail = z.infer<typeof NodeServerDetail>;

/** Samples of a range, thinned to at most 500 points. */
export const NodeSamplesInput = z.strictObject({ id: IntegerId, start: Instant.optional(), end: Instant.optional() });
export const NodeSamples = z.object({ items: z.array(NodeSample) });
export type NodeSamples = z.infer<typeof NodeSamples>;

export const NodeServerToken = z.object({ token: z.string(), installation: z.string() });
export type NodeServerToken = z.infer<typeof NodeServerToken>;

// ── node clients (admin) ──────────────────────────────────────────────────────────────────────
/** An endpoint of a node server, as admins see it. Speed limit in Mbit/s, 0 = none. */
export const NodeClient = z.object({
  id: z.number().int(),
  nodeServerId: z.number().int(),
  nodeServerName: z.string(),
  name: z.string(),
  trafficFactor: z.string(),
  displayOrder: z.number().int(),
  speedLimit: z.number().int(),
  routeClass: z.string(),
  availableGroups: z.array(z.number().int()),
  country: z.string().nullable(),
  location: z.string(),
  isEnabled: z.boolean(),
  isDefault: z.boolean(),
  status: NodeStatus,
  createdAt: Instant,
});
export type NodeClient = z.infer<typeof NodeClient>;

const clientFields = {
  name: Name,
  trafficFactor: TrafficFactor,
  availableGroups: Groups,
  isDefault: z.boolean(),
  displayOrder: z.number().int().min(-1_000_000).max(1_000_000),
  speedLimit: z.number().int().min(0).max(1_000_000),
  routeClass: PlainText.max(60),
  country: Country.nullable(),
  location: PlainText.max(120),
  isEnabled: z.boolean(),
};
const clientChanges = z.object(clientFields).partial().shape;

export const CreateNodeClientInput = z.strictObject({
  nodeServerId: IntegerId,
  ...clientChanges,
  name: clientFields.name,
  trafficFactor: clientFields.trafficFactor,
  availableGroups: clientFields.availableGroups,
});
/** Any of the fields; a new `trafficFactor` applies to lines received after the answer. */
export const UpdateNodeClientInput = z.strictObject({ id: IntegerId, nodeServerId: IntegerId.optional(), ...clientChanges });
export const NodeClientIdInput = z.strictObject({ id: IntegerId });
export const ListNodeClientsInput = z.strictObject({
  nodeServerId: IntegerId.optional(),
  status: NodeStatus.optional(),
  q: PlainText.max(120).optional(),
  limit: Limit,
  offset: Offset,
  cursor: Cursor.optional(),
});
export const NodeClientList = countedPage(NodeClient);
export type NodeClientList = z.infer<typeof NodeClientList>;
/** Which factor applied from when, newest first. */
export const FactorChange = z.object({ trafficFactor: z.string(), appliesFrom: Instant, changedBy: z.string() });
export type FactorChange = z.infer<typeof FactorChange>;
export const NodeClientDetail = NodeClient.extend({ factors: z.array(FactorChange) });
export type NodeClientDetail = z.infer<typeof NodeClientDetail>;
/** The same factor, groups, speed limit or switch for many at once; all or none. `dryRun` only says what would change. */
export const BulkEditNodeClientsInput = z
  .strictObject({
    ids: z.array(IntegerId).min(1).max(500),
    trafficFactor: TrafficFactor.optional(),
    availableGroups: Groups.optional(),
    speedLimit: clientFields.speedLimit.optional(),
    isEnabled: z.boolean().optional(),
    dryRun: z.boolean().default(false),
  })
  .refine(({ ids: _ids, dryRun: _dryRun, ...changes }) => Object.values(changes).some((value) => value !== undefined), {
    message: "name what to change: trafficFactor, availableGroups, speedLimit or isEnabled",
    path: ["trafficFactor"],
  });
const BulkFields = z.object({
  trafficFactor: z.string(),
  availableGroups: z.array(z.number().int()),
  speedLimit: z.number().int(),
  isEnabled: z.boolean(),
});
/** A client that was different before: these fields of it, then and now. */
export const BulkChange = z.object({ id: z.number().int(), name: z.string(), before: BulkFields.partial(), after: BulkFields.partial() });
export type BulkChange = z.infer<typeof BulkChange>;
export const BulkEdited = z.object({ changed: z.number().int(), changes: z.array(BulkChange) });
export type BulkEdited = z.infer<typeof BulkEdited>;

// ── what users see ────────────────────────────────────────────────────────────────────────────
/** A node in a user's list: a node client that the active package allows. */
export const UserNode = z.object({
  id: z.number().int(),
  name: z.string(),
  trafficFactor: z.string(),
  displayOrder: z.number().int(),
  speedLimit: z.number().int(),
  status: NodeStatus,
  lastOnlineAt: Instant.nullable(),
  country: z.string().nullable(),
  location: z.string(),
  routeClass: z.string(),
});
export type UserNode = z.infer<typeof UserNode>;

/** `userId` needs `fleet:read` unless it is your own. */
export const ListNodesInput = z.strictObject({ userId: Id.optional() });
export const UserNodeList = z.object({ items: z.array(UserNode) });
export type UserNodeList = z.infer<typeof UserNodeList>;

/** `start` inclusive, `end` exclusive; the last 24 hours by default, at most 90 days. */
export const StatusHistoryInput = z.strictObject({ start: Instant.optional(), end: Instant.optional(), userId: Id.optional() });
export const StatusHistoryBucket = z.object({
  bucketStart: Instant,
  onlineNodes: z.number().int(),
  offlineNodes: z.number().int(),
  maintenanceNodes: z.number().int(),
});
/** Per hour, from the hourly snapshots. Hours that were not recorded are absent. */
export const StatusHistory = z.object({ start: Instant, end: Instant, items: z.array(StatusHistoryBucket) });
export type StatusHistory = z.infer<typeof StatusHistory>;

export const NodeStatusHistoryInput = z.strictObject({
  id: IntegerId,
  start: Instant.optional(),
  end: Instant.optional(),
  userId: Id.optional(),
});
/** Seconds in each status of one hour; what is missing to 3600 is unknown. */
export const NodeStatusHour = z.object({
  bucketStart: Instant,
  snapshotStatus: NodeStatus.nullable(),
  onlineS: z.number(),
  offlineS: z.number(),
  maintenanceS: z.number(),
});
export type NodeStatusHour = z.infer<typeof NodeStatusHour>;
/** `uptimePercent` = online ÷ (online + offline) of the known seconds outside maintenance; null when nothing is known. */
export const NodeStatusDetail = z.object({
  id: z.number().int(),
  name: z.string(),
  status: NodeStatus,
  start: Instant,
  end: Instant,
  uptimePercent: z.number().nullable(),
  hours: z.array(NodeStatusHour),
  changes: z.array(StatusChange),
});
export type NodeStatusDetail = z.infer<typeof NodeStatusDetail>;

/** Uptime per UTC day and node for the 90-day bars, one call for a whole list. */
export const UptimeInput = z.strictObject({ days: z.coerce.number().int().min(1).max(90).default(90), userId: Id.optional() });
export const UptimeDay = z.object({ day: z.string(), onlineS: z.number(), offlineS: z.number(), maintenanceS: z.number() });
export const Uptime = z.object({
  items: z.array(z.object({ id: z.number().int(), name: z.string(), uptimePercent: z.number().nullable(), days: z.array(UptimeDay) })),
});
export type Uptime = z.infer<typeof Uptime>;

/** The whole fleet in one answer, for `/admin`. */
export const FleetOverview = z.object({
  servers: z.object({ online: z.number().int(), offline: z.number().int(), maintenance: z.number().int() }),
  clients: z.number().int(),
  onlineUsers: z.number().int(),
  /** Servers that need a look, worst first. */
  troubled: z.array(NodeServer),
  recentChanges: z.array(StatusChange.extend({ nodeServerId: z.number().int(), nodeServerName: z.string() })),
});
export type FleetOverview = z.infer<typeof FleetOverview>;
/** `start` inclusive, `end` exclusive; the last 24 hours by default, at most 90 days. */
export const ServerStatusHistoryInput = z.strictObject({ id: IntegerId, start: Instant.optional(), end: Instant.optional() });
export const NoInput = z.strictObject({});
