"use client";
import { useQuery } from "@tanstack/react-query";
import { userPackagesQuery } from "#lib/package-queue/client";
import type { UserPackages } from "#lib/package-queue/schema";
import { QuotaRing } from "../charts/quota-ring.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { BytesText } from "../ui/bytes-text.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import css from "./quota-panel.module.css";

/**
 * The active package: used, left, when it ends, and when it will be used up at the pace of the last 7 days. `userId` shows
 * somebody else's.
 */
export function QuotaPanel({ userId }: { userId?: string }) {
  const query = useQuery(userPackagesQuery(userId));
  return (
    <Panel
      title="Package"
      note={query.data?.active?.packageName ?? "What is left of it"}
      actions={
        <ButtonLink isSmall variant="subtle" href={userId ? `/admin/package-queue?user=${userId}` : "/my/packages"}>
          All packages
        </ButtonLink>
      }
    >
      <QueryState query={query} what={userId ? "the package" : "your package"} skeleton={<Skeleton height="9rem" />}>
        {({ active, queue }) =>
          active ? (
            <Quota active={active} queuedCount={queue.length} />
          ) : (
            <EmptyState kind="nothing_yet" title="No active package">
              Traffic is recorded but billed to no package, and no nodes are offered until one is active.
            </EmptyState>
          )
        }
      </QueryState>
    </Panel>
  );
}

function Quota({ active, queuedCount }: { active: NonNullable<UserPackages["active"]>; queuedCount: number }) {
  return (
    <div className={css.quota}>
      <QuotaRing share={active.usedShare} />
      <dl className={css.figures}>
        <div className={css.figure}>
          <dt>Used (billed)</dt>
          <dd>
            <BytesText bytes={active.usedTotal} />
          </dd>
        </div>
        <div className={css.figure}>
          <dt>Left</dt>
          <dd>
            <BytesText bytes={active.left} />
          </dd>
        </div>
        <div className={css.figure}>
          <dt>Quota</dt>
          <dd>
            <BytesText bytes={active.quota} />
          </dd>
        </div>
        <div className={css.figure}>
          <dt>Ends</dt>
          <dd>{active.expiresAt ? <ExactTime at={active.expiresAt} style="day" /> : "never"}</dd>
        </div>
        <div className={css.figure}>
          <dt>Used up</dt>
          <dd>{active.forecastEmptyAt ? <RelativeTime at={active.forecastEmptyAt} /> : "after its end"}</dd>
        </div>
        {queuedCount > 0 && (
          <div className={css.figure}>
            <dt>Waiting</dt>
            <dd>{queuedCount === 1 ? "1 package" : `${queuedCount} packages`}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
