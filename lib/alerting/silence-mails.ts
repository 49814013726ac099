import { env } from "#lib/core/env";
import type { Mail } from "#lib/notifications/enqueue-mails";
import { mailText } from "#lib/notifications/mail-text";
import { formatInstant } from "#lib/universal/time-format";

/** A silence as its maker is told of it. */
interface SilenceNews {
  to: string;
  /** Its matchers, for people. */
  words: string;
  comment: string;
  /** When it ends or ended. */
  at: Date;
  /** Alerts that it mutes, or muted, and that fire. */
  firingCount: number;
  /** The first of them, at most `namedAtMost`. */
  titles: readonly string[];
}

/** Alerts that a mail names; the others are counted. */
export const namedAtMost = 20;

/** To the maker, ahead: extend it, or there will be noise again. */
export function silenceEndingMail({ at, ...silence }: SilenceNews): Mail {
  return mailAbout(
    { at, ...silence },
    {
      subject: `Your silence ends at ${clock(at)}, and ${countWords(silence.firingCount)} still`,
      paragraph: "Extend it, or whoever is told of these alerts hears of them again when it is over.",
      ends: "Ends",
      topic: "silence.ending",
    },
  );
}

/** To the maker, when it is over: the others hear of the alerts again. */
export function silenceOverMail({ endedBy, ...silence }: SilenceNews & { endedBy: string | null }): Mail {
  return mailAbout(silence, {
    subject: `Your silence is over, and ${countWords(silence.firingCount)} still`,
    paragraph: `${endedBy === null ? "Its time is over" : `${endedBy} has ended it`}; whoever is told of these alerts hears of them again.`,
    ends: "Ended",
    topic: "silence.over",
  });
}

interface Words {
  subject: string;
  paragraph: string;
  ends: string;
  topic: string;
}

function mailAbout({ to, words, comment, at, firingCount, titles }: SilenceNews, { subject, paragraph, ends, topic }: Words): Mail {
  const { PUBLIC_URL } = env();
  const more = firingCount - titles.length;
  const text = mailText({
    subject,
    paragraphs: [paragraph],
    facts: [
      ["Silence", words],
      ["Why", comment],
      [ends, clock(at)],
      ...titles.map((title) => ["Still firing", title] as const),
      ...(more > 0 ? [["Still firing", `and ${more.toLocaleString("en")} more`] as const] : []),
    ],
    link: PUBLIC_URL === "" ? undefined : { label: "Silences", url: new URL("/admin/silences", PUBLIC_URL).href },
  });
  return { ...text, to, topic };
}

function clock(at: Date): string {
  return `${formatInstant(at, "UTC", "minute")} UTC`;
}

function countWords(count: number): string {
  return count === 1 ? "one alert fires" : `${count.toLocaleString("en")} alerts fire`;
}
