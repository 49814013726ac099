/** What a channel is told, whatever it is about: alerts are the first who use it. */
export interface Notice {
  id: string;
  /** One line: how many, how bad, of what. */
  headline: string;
  severity: NoticeSeverity;
  /** In the order in which people want to read. */
  sections: readonly NoticeSection[];
  openUrl?: string | undefined;
  /** The same where the reader is at this installation's own address already: its path. One alert by itself, else the list. */
  openPath?: string | undefined;
  /** Takes everything of the notice in hand, after a question. It is a secret: it is sealed in the outbox. */
  acknowledgeUrl?: string | undefined;
}

export type NoticeSeverity = "info" | "warning" | "critical";

export interface NoticeSection {
  heading: string;
  items: readonly NoticeItem[];
  /** Items that are counted in the heading's sentence, but not named. */
  unnamed?: number;
}

export interface NoticeItem {
  /** The alert. */
  id: string;
  severity: NoticeSeverity;
  title: string;
  message: string;
  at: Date;
}

/** How urgent, as shape and word; colour is the service's business. */
export const severityMark: Record<NoticeSeverity, string> = { critical: "🔴 CRITICAL", warning: "🟠 WARNING", info: "🔵 INFO" };
