"use client";
import { useQuery } from "@tanstack/react-query";
import { userPackagesQuery } from "#lib/package-queue/client";
import type { PackageWarningKind, UserPackages } from "#lib/package-queue/schema";
import { useNow } from "../providers/clock.ts";
import { BytesText } from "../ui/bytes-text.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { trueWarnings } from "./true-warnings.ts";

const minuteMs = 60_000;

/** What the user was told about the active package, while it is true: 80 % and 95 % used, a week and a day to its end. */
export function PackageWarnings() {
  const { data } = useQuery(userPackagesQuery());
  const now = useNow(minuteMs);
  if (!data?.active) return null;
  const { active, queue } = data;
  return trueWarnings(active, now).map((kind) => <Warning key={kind} kind={kind} active={active} next={queue[0]?.packageName} />);
}

interface WarningProps {
  kind: PackageWarningKind;
  active: NonNullable<UserPackages["active"]>;
  /** What starts by itself afterwards. */
  next: string | undefined;
}

function Warning({ kind, active, next }: WarningProps) {
  const isUrgent = kind === "used_95" || kind === "expires_1d";
  const afterwards = next
    ? ` The next package, ${next}, starts by itself then.`
    : " Nothing waits behind it: without an active package you have no nodes.";
  if (kind === "used_80" || kind === "used_95")
    return (
      <Notice tone={isUrgent ? "bad" : "warn"} title={`${Math.floor(active.usedShare * 100)} % of ${active.packageName} is used`}>
        <BytesText bytes={active.left} /> are left.{afterwards}
      </Notice>
    );
  if (active.expiresAt === null) return null;
  return (
    <Notice tone={isUrgent && !next ? "bad" : "warn"} title={`${active.packageName} ends soon`}>
      Its time is over <RelativeTime at={active.expiresAt} />, on <ExactTime at={active.expiresAt} style="minute" />, whatever is left of
      it.
      {afterwards}
    </Notice>
  );
}
