"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { auditQuery } from "#lib/auth/client";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import css from "./audit-list.module.css";
import { actionWords, diffWords } from "./audit-words.ts";

/** Who changed what of one thing, newest first; needs `settings:read`. */
export function AuditList({ subjectKind, subjectId }: { subjectKind: string; subjectId: string | number }) {
  const query = useInfiniteQuery(auditQuery({ subjectKind, subjectId: String(subjectId), limit: 10 }));
  return (
    <QueryState query={query} what="the audit log" skeleton={<Skeleton height="6rem" />}>
      {({ pages }) =>
        pages[0]?.items.length === 0 ? (
          <EmptyState kind="nothing_yet" title="Nothing was changed by anybody">
            What people and API keys do with it appears here.
          </EmptyState>
        ) : (
          <>
            <ol className={css.list}>
              {pages
                .flatMap(({ items }) => items)
                .map(({ id, at, action, actorLabel, diff }) => (
                  <li key={id} className={css.item}>
                    <ExactTime at={at} />
                    <span className={css.action}>{actionWords(action)}</span>
                    <span className={css.actor}>by {actorLabel}</span>
                    {diffWords(diff).map((words) => (
                      <span key={words} className={css.diff}>
                        {words}
                      </span>
                    ))}
                  </li>
                ))}
            </ol>
            <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
          </>
        )
      }
    </QueryState>
  );
}
