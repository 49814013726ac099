import type { z } from "zod";
import type { Notice } from "../notice.ts";

/** What is written into the outbox: the service's own message. */
export interface NoticePayload {
  [name: string]: unknown;
  /** A secret that `secretPlace` stands for in the message, sealed: it is in no copy of the database. */
  sealed?: string;
}

/** A notice on its way to a channel. */
export interface Formatting<C> {
  notice: Notice;
  config: C;
  now: Date;
  /** `secretPlace` where the notice has a link that acknowledges, else undefined. */
  acknowledge: string | undefined;
}

/**
 * A kind of channel that people configure, one file each beside its `Channel`: which settings it needs, which of them are
 * secret, and how a notice looks there within the service's limits.
 */
export interface ChannelKind<C extends z.ZodType = z.ZodType, S extends z.ZodType = z.ZodType> {
  kind: string;
  title: string;
  /** What may be shown again. */
  config: C;
  /** What is sealed and never shown again. `{}` where we make it ourselves, or there is none. */
  secrets: S;
  /** `notification_target.kind` of its deliveries, a key of `channels`; null: the mail server. */
  target: string | null;
  /** URLs in it that must lead outside, checked before they are stored and again before each attempt. */
  urls(config: z.output<C>, secrets: z.output<S>): Record<string, string | undefined>;
  /** Where it leads to, for lists; no secrets. */
  address(config: z.output<C>, secrets: z.output<S>): string;
  /** Messages in the service's own words: several when one cannot hold every critical alert. */
  format(formatting: Formatting<z.output<C>>): NoticePayload[];
}

/** Declares a kind; checks that its functions agree with its settings. */
export function channelKind<C extends z.ZodType, S extends z.ZodType>(declared: ChannelKind<C, S>): ChannelKind {
  return declared as unknown as ChannelKind;
}
