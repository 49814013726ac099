import type { Severity } from "./schema.ts";
import { isWorse } from "./severity-rank.ts";

/** An alert of a group, and what the group's channel knows of it. */
export interface NoticeMember {
  alertId: string;
  severity: Severity;
  status: "firing" | "resolved";
  reopenCount: number;
  isAcknowledged: boolean;
  /** Muted just now or, of a resolved one, when it ended. */
  isMuted: boolean;
  /** False: routes have changed since; it is told the end and nothing else. */
  isRouted: boolean;
  /** The alert's count of reopenings when the channel was told that it fires; null: it was not told yet. */
  toldReopenCount: number | null;
  /** How bad it was when the channel was told that it fires; null: it was not told yet. */
  toldSeverity: Severity | null;
  /** It became worse while routes led here: told here too, wherever they lead since. */
  isRaiseOwed: boolean;
  /** The last silence that ended while it fired, and the one whose end the channel knows of. */
  silenceOverId: string | null;
  toldSilenceId: string | null;
}

/** What one channel was told of one group. */
export interface GroupMemory {
  /** When its first member came. */
  openedAt: Date;
  toldAt: Date | null;
  /** The last time that everything which fires was named. */
  repeatedAt: Date | null;
}

export interface NoticeTiming {
  groupWaitS: number;
  groupIntervalS: number;
  repeatIntervalS: number;
  /** What quiet hours hold back just now. */
  quiet: { until: Date; severities: ReadonlySet<Severity> } | undefined;
}

/** What a notice tells, by what has happened since the channel was told last. */
export interface Tells<M = NoticeMember> {
  fired: M[];
  reopened: M[];
  /** A silence of it is over, and it fires on: told once more, whether it was told before or never. */
  unsilenced: M[];
  /** Worse than the channel knows: told once more. */
  raised: M[];
  /** Told before and still firing: only in a repetition. */
  stillFiring: M[];
  /** Fired and resolved before anybody was told. */
  passed: M[];
  resolved: M[];
}

export type NoticeDecision<M = NoticeMember> = {
  /** Members of which nothing is left to tell, and nothing is told. */
  dropped: M[];
  /** When to decide again if nothing happens; null: only when something does. */
  nextAt: Date | null;
} & (
  | { isSent: true; reason: "news" | "repeat"; tells: Tells<M>; isRepeat: boolean }
  | { isSent: false; reason: "nothing_to_tell" | "group_wait" | "group_interval" | "repeat_interval" | "quiet_hours" }
);

/**
 * Whether one channel is told of one group now, and what. Pure: the same memory and instant give the same answer, so whoever
 * was killed in between decides the same again. The end of an alert is told to whoever was told that it fires, muted and
 * acknowledged or not; what is muted or held back waits; what is acknowledged is told once and never repeated. The end of a
 * silence is news of what still fires and nobody has acknowledged: told once, whatever is repeated when. So is a severity that
 * is worse than the channel knows, acknowledged or not.
 */
export function decideNotice<M extends NoticeMember>(
  group: GroupMemory,
  members: readonly M[],
  timing: NoticeTiming,
  now: Date,
): NoticeDecision<M> {
  const tells: Tells<M> = { fired: [], reopened: [], unsilenced: [], raised: [], stillFiring: [], passed: [], resolved: [] };
  const dropped: M[] = [];
  const repeatable: M[] = [];
  let isHeld = false;
  for (const member of members) {
    const place = placeOf(member);
    if (place === "nothing") continue;
    if (place === "dropped") dropped.push(member);
    else if (timing.quiet?.severities.has(member.severity)) isHeld = true;
    else if (place === "stillFiring") repeatable.push(member);
    else tells[place].push(member);
  }
  const quietUntil = isHeld && timing.quiet ? timing.quiet.until : null;
  // What fires on is named with news and is none: it has no place in them yet.
  const hasNews = Object.values(tells).some((told) => told.length > 0);
  const repeatAt = repeatable.length > 0 ? after(group.repeatedAt ?? group.toldAt ?? group.openedAt, timing.repeatIntervalS) : null;
  if (hasNews) {
    const at = group.toldAt === null ? after(group.openedAt, timing.groupWaitS) : after(group.toldAt, timing.groupIntervalS);
    if (at > now)
      return {
        isSent: false,
        reason: group.toldAt === null ? "group_wait" : "group_interval",
        dropped,
        nextAt: earliest([at, quietUntil]),
      };
  }
  const isRepeat = repeatAt !== null && repeatAt <= now;
  if (!hasNews && !isRepeat) {
    const reason = repeatAt ? "repeat_interval" : quietUntil ? "quiet_hours" : "nothing_to_tell";
    return { isSent: false, reason, dropped, nextAt: earliest([repeatAt, quietUntil]) };
  }
  if (isRepeat) tells.stillFiring = repeatable;
  // News of a group in which nothing else fires name everything too.
  const namesAll = isRepeat || group.repeatedAt === null || repeatable.length === 0;
  const willRepeat =
    repeatable.length > 0 ||
    [...tells.fired, ...tells.reopened, ...tells.unsilenced, ...tells.raised].some((member) => member.isRouted && !member.isAcknowledged);
  const nextRepeat = willRepeat ? after(namesAll ? now : (group.repeatedAt ?? now), timing.repeatIntervalS) : null;
  return {
    isSent: true,
    reason: hasNews ? "news" : "repeat",
    tells,
    isRepeat: namesAll,
    dropped,
    nextAt: earliest([nextRepeat, quietUntil]),
  };
}

/** What there is to tell of a member, were it not for time. */
function placeOf(member: NoticeMember): keyof Tells | "dropped" | "nothing" {
  const { status, isMuted, isRouted, isAcknowledged, reopenCount, toldReopenCount } = member;
  if (status === "resolved") {
    if (toldReopenCount !== null) return "resolved";
    return isMuted || !isRouted ? "dropped" : "passed";
  }
  const isRaised = raiseToTell(member);
  if (!isRouted) return toldReopenCount === null ? "dropped" : isRaised && !isMuted ? "raised" : "nothing";
  if (isMuted) return "nothing";
  const isUnsilenced = silenceEndToTell(member);
  if (toldReopenCount === null) return isUnsilenced ? "unsilenced" : reopenCount === 0 ? "fired" : "reopened";
  if (toldReopenCount < reopenCount) return "reopened";
  if (isUnsilenced) return "unsilenced";
  if (isRaised) return "raised";
  return isAcknowledged ? "nothing" : "stillFiring";
}

/** Whether it is worse than the channel knows. Also who has taken it in hand took something milder. */
function raiseToTell({ severity, toldSeverity, isRouted, isRaiseOwed }: NoticeMember): boolean {
  return toldSeverity !== null && isWorse(severity, toldSeverity) && (isRouted || isRaiseOwed);
}

/** Whether a silence of it has ended that the channel has not been told of. Whoever has taken it in hand knows that it fires. */
export function silenceEndToTell(member: Pick<NoticeMember, "silenceOverId" | "toldSilenceId" | "isAcknowledged">): boolean {
  return member.silenceOverId !== null && member.silenceOverId !== member.toldSilenceId && !member.isAcknowledged;
}

function after(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1_000);
}

function earliest(instants: readonly (Date | null)[]): Date | null {
  const given = instants.filter((at) => at !== null);
  return given.length === 0 ? null : new Date(Math.min(...given.map((at) => at.getTime())));
}
