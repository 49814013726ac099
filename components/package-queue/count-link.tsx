"use client";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { QueueStatus } from "#lib/package-queue/schema";
import { locale } from "#lib/universal/locale";

const number = new Intl.NumberFormat(locale);

interface CountLinkProps {
  count: number;
  /** What the number counts, for screen readers: `waiting of Monthly 100`. */
  what: string;
  status: QueueStatus | null;
  series: string | null;
}

/** A number that leads to the list of exactly what it counts; the other filters stay. */
export function CountLink({ count, what, status, series }: CountLinkProps) {
  const present = useSearchParams();
  if (count === 0) return <>0</>;
  const params = new URLSearchParams(present);
  for (const [name, value] of [["series", series] as const, ["status", status] as const])
    if (value === null) params.delete(name);
    else params.set(name, value);
  const isShown = present.get("series") === series && present.get("status") === status;
  return (
    <Link
      href={`/admin/package-queue?${params}`}
      scroll={false}
      aria-current={isShown || undefined}
      aria-label={`${number.format(count)} ${what}`}
    >
      {number.format(count)}
    </Link>
  );
}
