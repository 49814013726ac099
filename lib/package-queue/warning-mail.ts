import { type MailText, mailText } from "#lib/notifications/mail-text";
import type { PackageWarningKind } from "#lib/package-queue/schema";
import { formatBytes } from "#lib/universal/bytes";
import { formatInstant } from "#lib/universal/time-format";

interface Warned {
  kind: PackageWarningKind;
  packageName: string;
  /** Billed bytes. */
  used: bigint;
  quota: bigint;
  expiresAt: Date | null;
  /** Where Fleetlight is reached; empty when nobody said so. */
  siteUrl: string;
}

const news: Record<PackageWarningKind, { subject: (name: string) => string; first: (name: string) => string; next: string }> = {
  used_80: {
    subject: (name) => `80 % of ${name} is used`,
    first: (name) => `You have used 80 % of the traffic of your package ${name}.`,
    next: "When it is used up, your next package starts by itself. Without one, your nodes stop serving you.",
  },
  used_95: {
    subject: (name) => `95 % of ${name} is used`,
    first: (name) => `You have used 95 % of the traffic of your package ${name}.`,
    next: "When it is used up, your next package starts by itself. Without one, your nodes stop serving you.",
  },
  expires_7d: {
    subject: (name) => `${name} ends within 7 days`,
    first: (name) => `Your package ${name} ends within 7 days.`,
    next: "When it has ended, your next package starts by itself. Without one, your nodes stop serving you.",
  },
  expires_1d: {
    subject: (name) => `${name} ends within a day`,
    first: (name) => `Your package ${name} ends within a day.`,
    next: "When it has ended, your next package starts by itself. Without one, your nodes stop serving you.",
  },
};

/** What a user is told about an active package, in plain words, with what was used, what is left and when it ends. */
export function warningMail({ kind, packageName, used, quota, expiresAt, siteUrl }: Warned): MailText {
  const { subject, first, next } = news[kind];
  const left = quota > used ? quota - used : 0n;
  return mailText({
    subject: subject(packageName),
    paragraphs: [first(packageName), next],
    facts: [
      ["Used", `${formatBytes(used)} of ${formatBytes(quota)}`],
      ["Left", formatBytes(left)],
      [
        "Ends",
        expiresAt === null ? "when it is used up" : `${formatInstant(expiresAt.toISOString(), "UTC")} UTC, or earlier when it is used up`,
      ],
    ],
    link: siteUrl === "" ? undefined : { label: "Open my packages", url: new URL("/my/packages", siteUrl).href },
  });
}
