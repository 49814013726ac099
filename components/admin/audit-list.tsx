"use client";
import { IconDownload, IconExternalLink } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { auditCsvUrl, auditQuery } from "#lib/auth/client";
import type { AuditRow } from "#lib/auth/schema";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Row } from "../ui/layout.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { auditHref } from "./audit-href.ts";
import css from "./audit-list.module.css";
import { actionWords, diffWords, subjectWords } from "./audit-words.ts";

/** What was done to one thing, or what one actor (an account's or a key's id) did. */
type AuditListProps = { subjectKind: string; subjectId: string | number; actorId?: never } | { actorId: string };

/** The history of one thing or one actor, newest first, with its export and the way into the whole log; needs `settings:read`. */
export function AuditList(props: AuditListProps) {
  const isByActor = props.actorId !== undefined;
  const filter = isByActor ? { actorId: props.actorId } : { subjectKind: props.subjectKind, subjectId: String(props.subjectId) };
  const query = useInfiniteQuery(auditQuery({ ...filter, limit: 10 }));
  const place = isByActor ? filter : { kind: props.subjectKind, subject: String(props.subjectId) };
  return (
    <QueryState query={query} what="the audit log" skeleton={<Skeleton height="6rem" />}>
      {({ pages }) =>
        pages[0]?.items.length === 0 ? (
          <EmptyState kind="nothing_yet" title={isByActor ? "Nothing was changed with it" : "Nothing was changed by anybody"}>
            {isByActor ? "Every write leaves a row here; reading leaves none." : "What people and API keys do with it appears here."}
          </EmptyState>
        ) : (
          <>
            <ol className={css.list}>
              {pages
                .flatMap(({ items }) => items)
                .map((row) => (
                  <li key={row.id} className={css.item}>
                    <ExactTime at={row.at} />
                    <span className={css.action}>{actionWords(row.action)}</span>
                    <span className={css.actor}>{isByActor ? `on ${subjectWords(row)}` : `by ${row.actorLabel}`}</span>
                    <Changes diff={row.diff} />
                  </li>
                ))}
            </ol>
            <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
            <Row>
              <ButtonLink isSmall variant="subtle" href={auditHref(place)} icon={<IconExternalLink aria-hidden="true" />}>
                Open in audit
              </ButtonLink>
              <ButtonLink isSmall variant="subtle" href={auditCsvUrl(filter)} download icon={<IconDownload aria-hidden="true" />}>
                Export CSV
              </ButtonLink>
            </Row>
          </>
        )
      }
    </QueryState>
  );
}

function Changes({ diff }: Pick<AuditRow, "diff">) {
  return diffWords(diff).map((words) => (
    <span key={words} className={css.diff}>
      {words}
    </span>
  ));
}
