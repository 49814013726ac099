import type { Notice, NoticeItem, NoticeSection } from "#lib/notifications/notice";
import type { NoticeMember, Tells } from "./decide-notice.ts";
import type { Severity } from "./schema.ts";
import { severities } from "./severity-rank.ts";

/** A member with its words. */
export interface WordedMember extends NoticeMember {
  title: string;
  message: string;
  firedAt: Date;
  resolvedAt: Date | null;
  /** Of the last silence that ended while it fired: whose it was, how it ended, and why it was made. */
  silenceOver: string;
}

interface Composing {
  id: string;
  tells: Tells<WordedMember>;
  /** What the group has in common, by label. */
  labels: Readonly<Record<string, string>>;
  /** 0: the route's own channels; n: told because nobody has acknowledged. */
  step: number;
  /** Others that fire on and are not named in this notice. */
  stillFiring: number;
  /** Where people open this installation; empty: unknown, and without links. */
  siteUrl: string;
  acknowledgeUrl: string | undefined;
}

/** A decision in words: what is bad before what is over, everything critical named. */
export function composeNotice({ id, tells, labels, step, stillFiring, siteUrl, acknowledgeUrl }: Composing): Notice {
  const sections: NoticeSection[] = [
    section(step > 0 ? "Nobody has acknowledged" : "New", tells.fired),
    section("Firing again", tells.reopened),
    ...unsilencedSections(tells.unsilenced),
    section("Worse now", tells.raised),
    section("Still firing", tells.stillFiring),
    section("Fired and resolved meanwhile", tells.passed),
    section("Resolved", tells.resolved),
  ].filter(({ items }) => items.length > 0);
  const firing = firingOf(tells);
  const all = firing.length > 0 ? firing : [...tells.passed, ...tells.resolved];
  const more: NoticeSection[] = stillFiring > 0 ? [{ heading: `${stillFiring} told before still firing`, items: [] }] : [];
  return {
    id,
    headline: headline(tells, labels, step),
    severity: worst(all),
    sections: [...sections, ...more],
    openPath: pathOf(sections),
    openUrl: siteUrl === "" ? undefined : new URL("/admin/alerts", siteUrl).href,
    acknowledgeUrl: firing.some(({ isAcknowledged }) => !isAcknowledged) ? acknowledgeUrl : undefined,
  };
}

function pathOf(sections: readonly NoticeSection[]): string {
  const [only, ...others] = sections.flatMap(({ items }) => items);
  return only && others.length === 0 ? `/admin/alerts?alert=${only.id}` : "/admin/alerts";
}

function section(heading: string, members: readonly WordedMember[]): NoticeSection {
  return { heading: members.length > 1 ? `${heading} (${members.length})` : heading, items: members.map(itemOf) };
}

/** One section for each silence, that says which: what was quiet and why it is not any more. */
function unsilencedSections(members: readonly WordedMember[]): NoticeSection[] {
  return [...Map.groupBy(members, ({ silenceOver }) => silenceOver)].map(([silenceOver, items]) => {
    const { heading, ...rest } = section("Still firing", items);
    return { ...rest, heading: `${heading}; ${silenceOver}` };
  });
}

function firingOf({ fired, reopened, unsilenced, raised, stillFiring }: Tells<WordedMember>): WordedMember[] {
  return [...fired, ...reopened, ...unsilenced, ...raised, ...stillFiring];
}

function itemOf({ alertId, severity, title, message, firedAt, status, resolvedAt }: WordedMember): NoticeItem {
  return { id: alertId, severity, title, message, at: status === "resolved" ? (resolvedAt ?? firedAt) : firedAt };
}

/** One alert by its name, several by their number. */
function headline(tells: Tells<WordedMember>, labels: Readonly<Record<string, string>>, step: number): string {
  const firing = firingOf(tells);
  const over = [...tells.resolved, ...tells.passed];
  const only = firing.length + over.length === 1 ? (firing[0] ?? over[0]) : undefined;
  if (only) {
    const word = only.status === "resolved" ? "Resolved" : only.severity.toUpperCase();
    return `${step > 0 && only.status === "firing" ? "Escalated · " : ""}${word}: ${only.title}`;
  }
  const common = Object.values(labels).filter((value) => value !== "");
  const critical = firing.filter(({ severity }) => severity === "critical").length;
  const parts = [
    ...(firing.length > 0 ? [`${firing.length} firing${critical > 0 ? ` (${critical} critical)` : ""}`] : []),
    ...(over.length > 0 ? [`${over.length} resolved`] : []),
  ];
  return `${step > 0 && firing.length > 0 ? "Escalated · " : ""}${parts.join(", ")}${common.length > 0 ? `: ${common.join(", ")}` : ""}`;
}

function worst(members: readonly NoticeMember[]): Severity {
  return severities[Math.max(0, ...members.map(({ severity }) => severities.indexOf(severity)))] ?? "info";
}
