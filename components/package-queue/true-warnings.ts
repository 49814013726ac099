import type { PackageWarningKind, UserPackages } from "#lib/package-queue/schema";

const thresholds = { used_95: 0.95, used_80: 0.8 } as const;
const beforeMs = { expires_1d: 86_400_000, expires_7d: 7 * 86_400_000 } as const;

/**
 * Of the warnings that were given about the active item those that are still true, at most one of each sort, the more
 * urgent one: a quota that was raised since is not announced to end.
 */
export function trueWarnings(
  { warnings, usedShare, expiresAt }: Pick<NonNullable<UserPackages["active"]>, "warnings" | "usedShare" | "expiresAt">,
  now: Date,
): PackageWarningKind[] {
  const given = new Set(warnings.map(({ kind }) => kind));
  const leftMs = expiresAt === null ? Number.POSITIVE_INFINITY : new Date(expiresAt).getTime() - now.getTime();
  const used = (["used_95", "used_80"] as const).find((kind) => given.has(kind) && usedShare >= thresholds[kind]);
  const time = (["expires_1d", "expires_7d"] as const).find((kind) => given.has(kind) && leftMs <= beforeMs[kind]);
  return [used, time].flatMap((kind) => kind ?? []);
}
