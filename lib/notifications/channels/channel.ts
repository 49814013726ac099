import type { Database } from "#lib/core/database";

/** A delivery as a channel gets it to send. */
export interface Outgoing {
  /** What the receiver knows it by: the same in every attempt, so that it can drop what it has. */
  messageId: string;
  topic: string;
  recipient: string | null;
  payload: unknown;
  createdAt: Date;
  target: { config: unknown; secret: string | null; previousSecret: string | null; previousSecretUntil: Date | null };
}

/** How an attempt ended, in words for people. */
export type Outcome =
  | { isSuccess: true; statusCode?: number; response?: string }
  | {
      isSuccess: false;
      error: string;
      statusCode?: number;
      response?: string;
      /** The receiver asked for this much time. */
      retryAfterMs?: number | undefined;
      /** Trying again cannot help. */
      isFinal?: boolean;
      /** This recipient is at fault, not the target: its health stays as it is. */
      isOfRecipient?: boolean;
      /** We stopped, not the receiver: the attempt does not count. */
      isInterrupted?: boolean;
      /** The target says that it is no more: why it is paused at once. */
      pauses?: string;
    };

export interface SendOptions {
  /** For what a channel has to look up at the moment of sending. */
  db: Database;
  now: Date;
  /** Aborted at the attempt's time-out and at shutdown. */
  signal: AbortSignal;
}

/**
 * A way out of this installation. A new kind is one file with one of these, and a line in `channels.ts`: the outbox, retries,
 * limits and the log of attempts are the same for all.
 */
export interface Channel {
  /** Attempts at the same time to one target. */
  perTarget: number;
  /** Whether a target that fails for days is paused until people resume it; else it is tried on for ever, seldom. */
  canPause: boolean;
  /** Sends once. May throw: that is a failure with the error's message. */
  send(outgoing: Outgoing, options: SendOptions): Promise<Outcome>;
}
