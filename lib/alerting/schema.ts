import { z } from "zod";
import { Delivery, DeliveryAttempt } from "#lib/notifications/schema";
import { Id, Instant, PlainText } from "#lib/universal/identifiers";
import { Cursor, Limit, page } from "#lib/universal/paging";
import { TimeZone } from "#lib/universal/time-zone";
import { Schedule } from "./maintenance-window.ts";
import { Matcher, MatcherOperator } from "./matcher.ts";

export const Severity = z.enum(["info", "warning", "critical"]);
export type Severity = z.infer<typeof Severity>;

/** Which part of the installation an alert is about. */
export const AlertSource = z.enum([
  "system",
  "storage",
  "scst",
  "tape",
  "vtl",
  "task",
  "node",
  "package",
  "traffic",
  "telemetry",
  "relay",
  "partner",
  "queue",
  "external",
]);
export type AlertSource = z.infer<typeof AlertSource>;

/** What no data means to a rule: a state of its own, as bad as true, or as good as false. */
export const NoData = z.enum(["stale", "firing", "ok"]);
export type NoData = z.infer<typeof NoData>;

// ── rules ─────────────────────────────────────────────────────────────────────────────────────
const Seconds = z.number().int().min(0).max(2_592_000);

/** A rule: what raises an alert. `words` says it in plain language; `state` is what its last evaluation found. */
export const Rule = z.object({
  id: Id,
  name: z.string(),
  kind: z.string(),
  params: z.record(z.string(), z.unknown()),
  severity: Severity,
  source: AlertSource,
  forSeconds: z.number().int(),
  clearSeconds: z.number().int(),
  reopenSeconds: z.number().int(),
  noData: NoData,
  runbook: z.string(),
  isEnabled: z.boolean(),
  isDefault: z.boolean(),
  words: z.string(),
  state: z.enum(["never_evaluated", "failing", "firing", "pending", "stale", "ok", "disabled"]),
  error: z.string().nullable(),
  evaluatedAt: Instant.nullable(),
  durationMs: z.number().nullable(),
  resourceCount: z.number().int(),
  openCount: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Rule = z.infer<typeof Rule>;

/** `params` as the kind declares them: a wrong or unknown one is 422, naming it. */
export const RuleFields = z.strictObject({
  name: PlainText.pipe(z.string().trim().min(1).max(120)),
  kind: PlainText.min(1).max(64),
  params: z.record(z.string(), z.unknown()).default({}),
  severity: Severity,
  forSeconds: Seconds.default(0),
  clearSeconds: Seconds.default(60),
  reopenSeconds: Seconds.default(600),
  noData: NoData.default("stale"),
  runbook: PlainText.max(2_000).default(""),
  isEnabled: z.boolean().default(true),
});
export type RuleFields = z.output<typeof RuleFields>;

/** Any of them; what is left out stays. */
export const UpdateRuleInput = z.strictObject({
  id: Id,
  name: RuleFields.shape.name.optional(),
  kind: RuleFields.shape.kind.optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  severity: Severity.optional(),
  forSeconds: Seconds.optional(),
  clearSeconds: Seconds.optional(),
  reopenSeconds: Seconds.optional(),
  noData: NoData.optional(),
  runbook: PlainText.max(2_000).optional(),
  isEnabled: z.boolean().optional(),
});

/** A kind of condition: `params` as JSON Schema, `words` what its defaults say. */
export const ConditionKind = z.object({
  kind: z.string(),
  title: z.string(),
  source: AlertSource,
  unit: z.string(),
  words: z.string(),
  params: z.record(z.string(), z.unknown()),
  canPreview: z.boolean(),
});
export const ListConditionKindsInput = z.strictObject({});
export type ConditionKind = z.infer<typeof ConditionKind>;
export const ConditionKindList = z.object({ items: z.array(ConditionKind) });
export type ConditionKindList = z.infer<typeof ConditionKindList>;
export const NoOutput = z.undefined();

export const ListRulesInput = z.strictObject({ kind: PlainText.max(64).optional(), limit: Limit, cursor: Cursor.optional() });
export const RuleList = page(Rule);
export type RuleList = z.infer<typeof RuleList>;
export const RuleIdInput = z.strictObject({ id: Id });

/** What the editor's fields say so far, or which of them is wrong (422). */
export const DescribeRuleInput = RuleFields.pick({ kind: true, params: true, severity: true, forSeconds: true });
export type DescribeRuleInput = z.input<typeof DescribeRuleInput>;
export const RuleWords = z.object({ words: z.string() });
export type RuleWords = z.infer<typeof RuleWords>;

/** A rule as for creating it, and the past to try it on: from `from`, or the last `days` before `to`; at most 90 days, 7 unless said. */
export const PreviewRuleInput = z.strictObject({
  ...RuleFields.shape,
  name: RuleFields.shape.name.default("Preview"),
  from: Instant.optional(),
  to: Instant.optional(),
  days: z.number().int().min(1).max(90).default(7),
});
export type PreviewRuleInput = z.input<typeof PreviewRuleInput>;

/** `beganAt`: the condition became true; `endedAt` null: it was not over at the end. `peak`: the worst figure of it. */
export const PreviewFiring = z.object({
  beganAt: Instant,
  firedAt: Instant,
  endedAt: Instant.nullable(),
  /** The alert of the firing before, once more. */
  isReopened: z.boolean(),
  peak: z.number().nullable(),
});

/** What a rule would have fired, resource by resource, the one that fired longest first. */
export const RulePreview = z.object({
  words: z.string(),
  unit: z.string(),
  from: Instant,
  to: Instant,
  resources: z.array(
    z.object({
      type: z.string(),
      id: z.string(),
      name: z.string(),
      /** Since when there is history of it; before, nothing is known. */
      knownFrom: Instant,
      firedSeconds: z.number().int(),
      /** The worst of all its firings; null where there is no figure. */
      peak: z.number().nullable(),
      firings: z.array(PreviewFiring),
    }),
  ),
  /** `resources` had history; the other figures are of all of them, also where the lists are cut. */
  totals: z.object({
    resources: z.number().int(),
    fired: z.number().int(),
    firings: z.number().int(),
    reopened: z.number().int(),
    firedSeconds: z.number().int(),
  }),
  /** Why this is not everything; null when it is. */
  cut: z.string().nullable(),
});
export type RulePreview = z.infer<typeof RulePreview>;

export const ExportRulesInput = z.strictObject({});
/** `dryRun` unless it is false: tells what would become of the file, and writes nothing. */
export const ImportRulesInput = z.strictObject({ yaml: z.string().min(1).max(6_000_000), dryRun: z.boolean().default(true) });
export type ImportRulesInput = z.input<typeof ImportRulesInput>;

/** `path` names the place as `rules.2.params.abovePercent`, counted from 0; `line` is the text's, from 1. */
export const RuleFileProblem = z.object({ line: z.number().int(), path: z.string(), code: z.string(), detail: z.string() });
export type RuleFileProblem = z.infer<typeof RuleFileProblem>;
export const RuleImport = z.object({
  dryRun: z.boolean(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  /** Empty while the file has a problem of its own. */
  rules: z.array(
    z.object({
      line: z.number().int(),
      name: z.string(),
      action: z.enum(["create", "update", "keep"]),
      /** Fields that would be different. */
      changes: z.array(z.string()),
      words: z.string(),
    }),
  ),
  problems: z.array(RuleFileProblem),
});
export type RuleImport = z.infer<typeof RuleImport>;

// ── alerts ────────────────────────────────────────────────────────────────────────────────────
/** What the list shows; a pending one is nobody's business yet. */
export const AlertState = z.enum(["firing", "resolved"]);
export type AlertState = z.infer<typeof AlertState>;

/** Who has taken an alert, since when, until when (null: as long as it lasts), and what they wrote. */
export const AcknowledgementView = z.object({ at: Instant, by: z.string(), until: Instant.nullable(), note: z.string().nullable() });

/** Why nobody is told of an alert just now. */
export const MuteView = z.object({
  by: z.enum(["silence", "maintenance", "inhibition"]),
  id: Id,
  reason: z.string(),
  until: Instant.nullable(),
});
export type MuteView = z.infer<typeof MuteView>;

/** One condition of one resource over time. `startedAt`: the condition became true; `firedAt`: it had lasted long enough. */
export const Alert = z.object({
  id: Id,
  status: AlertState,
  severity: Severity,
  source: AlertSource,
  title: z.string(),
  message: z.string(),
  ruleId: Id.nullable(),
  ruleName: z.string().nullable(),
  kind: z.string().nullable(),
  resourceType: z.string(),
  resourceId: z.string(),
  labels: z.record(z.string(), z.string()),
  value: z.number().nullable(),
  startedAt: Instant,
  firedAt: Instant,
  resolvedAt: Instant.nullable(),
  lastSeenAt: Instant,
  /** Nothing has been known of it since; null while there is data. */
  staleSince: Instant.nullable(),
  occurrences: z.number().int(),
  reopenCount: z.number().int(),
  acknowledgement: AcknowledgementView.nullable(),
  assignedTo: z.object({ id: Id, email: z.string() }).nullable(),
  muted: MuteView.nullable(),
  /** It was resolved by hand while its condition was true: the next evaluation reopens it. */
  willReopen: z.boolean(),
});
export type Alert = z.infer<typeof Alert>;

/** A yes or no in a query. */
const Flag = z.enum(["true", "false"]).transform((value) => value === "true");
const NameText = PlainText.max(256);

/** Newest firing first. `text` finds the beginnings of words of title and resource; `from`, `to`: fired in `[from, to)`. */
export const ListAlertsInput = z.strictObject({
  status: AlertState.optional(),
  severity: Severity.optional(),
  source: AlertSource.optional(),
  acknowledged: Flag.optional(),
  muted: Flag.optional(),
  resourceType: NameText.optional(),
  resourceId: NameText.optional(),
  ruleId: Id.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  text: NameText.optional(),
  sort: z.enum(["newest", "oldest", "severity"]).default("newest"),
  facets: Flag.optional(),
  limit: Limit,
  cursor: Cursor.optional(),
});
export type ListAlertsInput = z.input<typeof ListAlertsInput>;

/** How many alerts each value would leave, with the other filters as they are. */
export const AlertFacets = z.object({
  status: z.record(AlertState, z.number().int()),
  severity: z.record(Severity, z.number().int()),
  source: z.partialRecord(AlertSource, z.number().int()),
  acknowledged: z.number().int(),
  unacknowledged: z.number().int(),
  muted: z.number().int(),
  unmuted: z.number().int(),
  total: z.number().int(),
});
export type AlertFacets = z.infer<typeof AlertFacets>;
export const AlertList = page(Alert).extend({ facets: AlertFacets.optional() });
export type AlertList = z.infer<typeof AlertList>;

const SeverityCounts = z.object({ critical: z.number().int(), warning: z.number().int(), info: z.number().int() });
export const ShowAlertOverviewInput = z.strictObject({});
/**
 * `firing` counts all that fire, `open` those that nobody has acknowledged and nothing mutes. `watch`: enabled rules,
 * how many of them failed last time, resources that they looked at (once per rule), how many of these had no data, and
 * the last evaluation (null: there was none).
 */
export const AlertOverview = z.object({
  firing: SeverityCounts,
  open: SeverityCounts,
  watch: z.object({
    rules: z.number().int(),
    failing: z.number().int(),
    checks: z.number().int(),
    withoutData: z.number().int(),
    evaluatedAt: Instant.nullable(),
  }),
});
export type AlertOverview = z.infer<typeof AlertOverview>;

/** A row of the timeline. `actor` is null for the rule engine. */
export const TimelineEntry = z.object({
  id: z.string(),
  at: Instant,
  kind: z.enum([
    "began",
    "fired",
    "reopened",
    "severity_changed",
    "resolved",
    "dropped",
    "data_missing",
    "data_returned",
    "acknowledged",
    "acknowledgement_ended",
    "muted",
    "unmuted",
    "silence_ending",
    "silence_ended",
    "commented",
    "assigned",
    "unassigned",
    "notified",
    "notification_failed",
    "escalated",
  ]),
  actor: z.string().nullable(),
  detail: z.string(),
  value: z.number().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** So many messages are told with an alert; the deliveries of a channel are all of them. */
export const maxNotifications = 50;
/** One message about an alert to one recipient of a channel. `lastAttempt`: how the last try ended; null before the first. */
export const AlertNotification = Delivery.pick({
  id: true,
  recipient: true,
  state: true,
  attempts: true,
  isBeingSent: true,
  createdAt: true,
  nextAttemptAt: true,
  endedAt: true,
  lastError: true,
}).extend({
  channelId: Id,
  channelName: z.string(),
  headline: z.string(),
  lastAttempt: DeliveryAttempt.omit({ number: true, response: true }).nullable(),
});
export type AlertNotification = z.infer<typeof AlertNotification>;

/**
 * An alert with its story, newest entries last; the last 50 messages about it, newest first, as long as deliveries are kept; and
 * earlier alerts of the same rule and resource, or of the same key where there is no rule. `unit` is the figure's.
 */
export const AlertDetail = Alert.extend({
  unit: z.string(),
  timeline: z.array(TimelineEntry),
  notifications: z.array(AlertNotification),
  similar: z.array(Alert),
  runbook: z.string(),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

const Note = PlainText.pipe(z.string().trim().min(1).max(4_000));
export const AlertIdInput = z.strictObject({ id: Id });
export const AcknowledgeAlertInput = z.strictObject({ id: Id, note: Note.optional(), until: Instant.optional() });
export const ResolveAlertInput = z.strictObject({ id: Id, note: Note.optional() });
export const CommentAlertInput = z.strictObject({ id: Id, text: Note });
/** Null takes the assignment back. */
export const AssignAlertInput = z.strictObject({ id: Id, userId: Id.nullable() });

/** From a script or by hand. The same `dedupKey` while it is open is the same alert, counted again. */
export const CreateAlertInput = z.strictObject({
  severity: Severity,
  source: AlertSource,
  title: PlainText.pipe(z.string().trim().min(1).max(200)),
  message: PlainText.max(4_000).default(""),
  resourceType: NameText.default(""),
  resourceId: NameText.default(""),
  dedupKey: PlainText.min(1).max(256).optional(),
  labels: z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/), PlainText.max(256)).default({}),
});

/** Up to 500 at once. */
export const ActOnAlertsInput = z.strictObject({
  ids: z.array(Id).min(1).max(500),
  action: z.enum(["acknowledge", "unacknowledge", "resolve"]),
  note: Note.optional(),
});
export const ActOnAlertsResult = z.object({
  results: z.array(z.object({ id: Id, ok: z.boolean(), code: z.string().optional(), detail: z.string().optional() })),
});
export type ActOnAlertsResult = z.infer<typeof ActOnAlertsResult>;

// ── silences ──────────────────────────────────────────────────────────────────────────────────
const Matchers = z.array(Matcher).min(1, "needs at least one matcher: a silence without any would match nothing").max(20);
const MatcherView = Matcher.extend({ operator: MatcherOperator });
const Comment = PlainText.pipe(z.string().trim().min(1, "say why, for whoever wonders later").max(1_000));
/** A year: what should never be told is a rule to be switched off. */
const MuteSeconds = z.number().int().min(60).max(31_622_400);

/** Where a silence stands: it mutes now, will, or has. */
export const SilenceState = z.enum(["active", "future", "expired"]);
export type SilenceState = z.infer<typeof SilenceState>;

/** Nobody is told of what it matches in `[from, to)`. `words`: its matchers for people; `mutedCount`: alerts it mutes now. */
export const SilenceView = z.object({
  id: Id,
  state: SilenceState,
  matchers: z.array(MatcherView),
  words: z.string(),
  from: Instant,
  to: Instant,
  comment: z.string(),
  createdBy: z.string(),
  createdAt: Instant,
  /** Who ended it before its time; null when nobody did. */
  endedBy: z.string().nullable(),
  mutedCount: z.number().int(),
});
export type SilenceView = z.infer<typeof SilenceView>;

/** Active and future ones that end or begin soonest first; expired ones, and all, that ended last first. */
export const ListSilencesInput = z.strictObject({ state: SilenceState.optional(), limit: Limit, cursor: Cursor.optional() });
export const SilenceList = page(SilenceView);
export type SilenceList = z.infer<typeof SilenceList>;
export const SilenceIdInput = z.strictObject({ id: Id });

/**
 * From now, or from `from` on, until `to` or for `durationSeconds`: one of the two. One that matches nothing that fires now
 * answers 409 `confirmation_required` until `confirm` is true.
 */
export const CreateSilenceInput = z.strictObject({
  matchers: Matchers,
  from: Instant.optional(),
  to: Instant.optional(),
  durationSeconds: MuteSeconds.optional(),
  comment: Comment,
  confirm: z.boolean().default(false),
});
export type CreateSilenceInput = z.input<typeof CreateSilenceInput>;

/** Another end, or another comment; what is left out stays. */
export const UpdateSilenceInput = z.strictObject({ id: Id, to: Instant.optional(), comment: Comment.optional() });
export type UpdateSilenceInput = z.input<typeof UpdateSilenceInput>;

/** Which firing alerts matchers mean now: `count` of `firingCount`, the first of them in `alerts`. */
export const PreviewMatchersInput = z.strictObject({ matchers: Matchers });
export const MatchPreview = z.object({
  words: z.string(),
  count: z.number().int(),
  firingCount: z.number().int(),
  alerts: z.array(Alert),
});
export type MatchPreview = z.infer<typeof MatchPreview>;

// ── maintenance windows ───────────────────────────────────────────────────────────────────────
const SpanView = z.object({ from: Instant, to: Instant });

/**
 * A planned time in which nobody is told of what it matches. `words`: its matchers, `scheduleWords`: its times, for people;
 * `next`: the next five occurrences that have not ended, the one that is on first.
 */
export const MaintenanceWindowView = z.object({
  id: Id,
  name: z.string(),
  state: z.enum(["active", "planned", "over", "disabled"]),
  matchers: z.array(MatcherView),
  words: z.string(),
  schedule: Schedule,
  scheduleWords: z.string(),
  isEnabled: z.boolean(),
  next: z.array(SpanView),
  mutedCount: z.number().int(),
  createdBy: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type MaintenanceWindowView = z.infer<typeof MaintenanceWindowView>;

export const ListMaintenanceWindowsInput = z.strictObject({ limit: Limit, cursor: Cursor.optional() });
export const MaintenanceWindowList = page(MaintenanceWindowView);
export type MaintenanceWindowList = z.infer<typeof MaintenanceWindowList>;
export const MaintenanceWindowIdInput = z.strictObject({ id: Id });

const WindowName = PlainText.pipe(z.string().trim().min(1).max(120));
/** `schedule` is once (`from`, `to`) or weekly: days (1 is Monday), a local time, minutes, and the IANA zone it is local in. */
export const CreateMaintenanceWindowInput = z.strictObject({
  name: WindowName,
  matchers: Matchers,
  schedule: Schedule,
  isEnabled: z.boolean().default(true),
});
export type CreateMaintenanceWindowInput = z.input<typeof CreateMaintenanceWindowInput>;

/** Any of them; what is left out stays. */
export const UpdateMaintenanceWindowInput = z.strictObject({
  id: Id,
  name: WindowName.optional(),
  matchers: Matchers.optional(),
  schedule: Schedule.optional(),
  isEnabled: z.boolean().optional(),
});
export type UpdateMaintenanceWindowInput = z.input<typeof UpdateMaintenanceWindowInput>;

// ── routes: who is told ───────────────────────────────────────────────────────────────────────
const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 22:00");

/**
 * When less is told: from a local time on these days (1 = Monday … 7) to the next `to`, in a zone of its own. What is held
 * back waits; it is not lost. Without any severity nothing waits: a route that does not want its parent's quiet hours.
 */
export const QuietHours = z
  .strictObject({
    timeZone: TimeZone,
    days: z.array(z.number().int().min(1).max(7)).min(1, "needs at least one day").max(7),
    from: LocalTime,
    to: LocalTime,
    severities: z.array(Severity).max(3),
  })
  .refine(({ from, to }) => from !== to, { message: "must differ from the beginning", path: ["to"] });
export type QuietHours = z.output<typeof QuietHours>;

const ChannelIds = z.array(Id).max(20);
/** After so many minutes in which nobody has acknowledged, these channels are told too. */
export const EscalationStep = z.strictObject({
  afterMinutes: z.number("needs a number of minutes").int().min(1).max(10_080),
  channelIds: ChannelIds.min(1, "needs at least one channel"),
});
const Escalation = z.array(EscalationStep).max(10);
const RouteSeconds = z.number("needs a number").int().min(0).max(2_592_000);
const RepeatSeconds = z.number("needs a number").int().min(60).max(2_592_000);
const GroupLabels = z.array(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/, "must be a label such as rule, source or country")).max(10);
const RouteName = PlainText.pipe(z.string().trim().min(1).max(120));

/** What the route that takes everything does unless it says otherwise. Times in seconds. */
export const routeDefaults = {
  channelIds: [] as string[],
  groupBy: ["rule"],
  groupWaitS: 30,
  groupIntervalS: 300,
  repeatIntervalS: 14_400,
  escalation: [] as z.output<typeof Escalation>,
  quietHours: null,
};

/** How a route tells; null: as its parent does. Seconds. */
const routeSettings = {
  channelIds: ChannelIds.nullable(),
  groupBy: GroupLabels.nullable(),
  groupWaitS: RouteSeconds.nullable(),
  groupIntervalS: RouteSeconds.nullable(),
  repeatIntervalS: RepeatSeconds.nullable(),
  escalation: Escalation.nullable(),
  quietHours: QuietHours.nullable(),
};

/** A route; `effective` has what it inherits too. `warning` says when nobody would be told. */
export const RouteView = z.object({
  id: Id,
  parentId: Id.nullable(),
  position: z.number().int(),
  depth: z.number().int(),
  name: z.string(),
  matchers: z.array(Matcher),
  words: z.string(),
  isContinued: z.boolean(),
  ...routeSettings,
  effective: z.object({
    channelIds: ChannelIds,
    groupBy: GroupLabels,
    groupWaitS: z.number().int(),
    groupIntervalS: z.number().int(),
    repeatIntervalS: z.number().int(),
    escalation: Escalation,
    quietHours: QuietHours.nullable(),
  }),
  warning: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type RouteView = z.infer<typeof RouteView>;
/** The whole tree: parents before their children, in the order in which they are asked. */
export const RouteList = z.object({ items: z.array(RouteView) });
export type RouteList = z.infer<typeof RouteList>;
export const ListRoutesInput = z.strictObject({});
export const RouteIdInput = z.strictObject({ id: Id });

/** Below the route that takes everything unless `parentId` says otherwise, as its last child unless `position` does. No matcher: takes what its parent takes. */
export const CreateRouteInput = z.strictObject({
  name: RouteName,
  parentId: Id.optional(),
  position: z.number().int().min(0).max(1_000).optional(),
  matchers: z.array(Matcher).max(20).default([]),
  isContinued: z.boolean().default(false),
  channelIds: routeSettings.channelIds.default(null),
  groupBy: routeSettings.groupBy.default(null),
  groupWaitS: routeSettings.groupWaitS.default(null),
  groupIntervalS: routeSettings.groupIntervalS.default(null),
  repeatIntervalS: routeSettings.repeatIntervalS.default(null),
  escalation: routeSettings.escalation.default(null),
  quietHours: routeSettings.quietHours.default(null),
});
export type CreateRouteInput = z.input<typeof CreateRouteInput>;
/** Any of them; what is left out stays, null is inherited from now on. */
export const UpdateRouteInput = z.strictObject({
  id: Id,
  name: RouteName.optional(),
  parentId: Id.optional(),
  position: z.number().int().min(0).max(1_000).optional(),
  matchers: z.array(Matcher).max(20).optional(),
  isContinued: z.boolean().optional(),
  channelIds: routeSettings.channelIds.optional(),
  groupBy: routeSettings.groupBy.optional(),
  groupWaitS: routeSettings.groupWaitS.optional(),
  groupIntervalS: routeSettings.groupIntervalS.optional(),
  repeatIntervalS: routeSettings.repeatIntervalS.optional(),
  escalation: routeSettings.escalation.optional(),
  quietHours: routeSettings.quietHours.optional(),
});

/** Labels as an alert has them (severity, source, rule, kind, resource_type, resource_id, its own), or an alert. */
export const TestRoutesInput = z.strictObject({
  alertId: Id.optional(),
  labels: z.record(z.string().max(64), PlainText.max(256)).default({}),
});
export const RoutesTested = z.object({
  labels: z.record(z.string(), z.string()),
  /** The routes that would take it, in order; each with the channels that would be told at once. */
  routes: z.array(
    z.object({ id: Id, name: z.string(), channels: z.array(z.object({ id: Id, name: z.string(), isEnabled: z.boolean() })) }),
  ),
});
export type RoutesTested = z.infer<typeof RoutesTested>;

// ── alerts from Prometheus and Alertmanager ───────────────────────────────────────────────────
/** Each is read by itself, so that one that is wrong stops no other. */
const OutsideAlerts = z
  .array(z.unknown())
  .max(1_000)
  .describe("Alertmanager's alerts: { labels, annotations?, startsAt?, endsAt?, generatorURL? }, labels and annotations as text");

/** The body is the list itself, as Prometheus posts it. */
export const ReceivePrometheusAlertsInput = z.strictObject({ alerts: OutsideAlerts });

/** Alertmanager's webhook, version 4; what it says about groups is known from the alerts. */
export const ReceiveAlertmanagerWebhookInput = z.object({
  version: z.literal("4"),
  alerts: OutsideAlerts,
  /** How many Alertmanager left out of this message, because of its `max_alerts`. */
  truncatedAlerts: z.number().int().min(0).default(0),
});

/** How many alerts were taken, and what they did to ours. */
export const ReceivedAlerts = z.object({
  received: z.number().int(),
  fired: z.number().int(),
  resolved: z.number().int(),
  truncated: z.number().int(),
});
export type ReceivedAlerts = z.infer<typeof ReceivedAlerts>;

/** What tools for Alertmanager ask first. We run no cluster of its kind. */
export const AlertmanagerStatus = z.object({
  cluster: z.object({ status: z.string(), peers: z.array(z.unknown()) }),
  config: z.object({ original: z.string() }),
  uptime: Instant,
  versionInfo: z.object({
    version: z.string(),
    revision: z.string(),
    branch: z.string(),
    buildUser: z.string(),
    buildDate: z.string(),
    goVersion: z.string(),
  }),
});
export const ShowAlertmanagerStatusInput = z.strictObject({});

// ── links in messages ─────────────────────────────────────────────────────────────────────────
/** What stands behind `#` of a link in a message. */
export const AcknowledgeLinkInput = z.strictObject({ token: z.string().regex(/^[\w-]{40,80}$/, "must be the token of a link") });
/** What the link would acknowledge: of the notice's alerts those that fire and nobody has taken, the worst first. */
export const AcknowledgeLink = z.object({
  channel: z.string(),
  sentAt: Instant,
  hasMore: z.boolean(),
  alerts: z.array(z.object({ id: Id, severity: Severity, title: z.string(), firedAt: Instant })),
});
export type AcknowledgeLink = z.infer<typeof AcknowledgeLink>;
export const AcknowledgedByLink = z.object({ acknowledged: z.number().int() });
export type AcknowledgedByLink = z.infer<typeof AcknowledgedByLink>;
