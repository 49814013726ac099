"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { mailQuery, mailStateQuery } from "#lib/notifications/client";
import type { MailState } from "#lib/notifications/schema";
import { EmptyState } from "../ui/empty-state.tsx";
import { Kpi } from "../ui/kpi.tsx";
import { Grid, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { cappedCount } from "./capped-count.ts";
import { mailColumns } from "./delivery-columns.tsx";
import { DeliveryStateFilter } from "./delivery-state-filter.tsx";
import { HealthMark } from "./event-marks.tsx";
import { deliveriesPageSize } from "./page-sizes.ts";
import { TestMail } from "./test-mail.tsx";
import { useEventsParams } from "./use-events-params.ts";

/** What was mailed to whom, and whether mail works at all. */
export function MailPanel({ canWrite }: { canWrite: boolean }) {
  const state = useQuery(mailStateQuery());
  return (
    <QueryState query={state} what="the state of mail" skeleton={<Skeleton height="20rem" />}>
      {(mail) => (
        <Stack>
          {mail.isConfigured && <MailTiles mail={mail} />}
          {!mail.isConfigured && mail.waiting > 0 && (
            <Notice tone="warn" title="Mail is not configured any more">
              {cappedCount(mail.waiting)} mails wait until SMTP_HOST is set again.
            </Notice>
          )}
          <Panel
            title="E-mail"
            note="Warnings to users, and tests. Newest first"
            actions={canWrite && mail.isConfigured && <TestMail />}
            isFlush
          >
            <MailTable isConfigured={mail.isConfigured} />
          </Panel>
        </Stack>
      )}
    </QueryState>
  );
}

function MailTiles({ mail }: { mail: MailState }) {
  return (
    <>
      {mail.health === "failing" && (
        <Notice tone="bad" title={`The last ${mail.failures === 1 ? "attempt" : `${mail.failures} attempts`} to send mail failed`}>
          {mail.lastError}
        </Notice>
      )}
      <Grid columns={4}>
        <Kpi
          label="Mail server"
          value={<HealthMark health={mail.health} okWord="Works" />}
          note={`${mail.host}:${mail.port}, from ${mail.from}`}
        />
        <Kpi label="Last success" value={<RelativeTime at={mail.lastSuccessAt} />} note="a mail was taken by the server" />
        <Kpi label="Waiting" value={cappedCount(mail.waiting)} note="for the first or the next attempt" />
        <Kpi label="Dead" value={cappedCount(mail.dead)} note={mail.dead === 0 ? "none was given up" : "given up, can be sent again"} />
      </Grid>
    </>
  );
}

function MailTable({ isConfigured }: { isConfigured: boolean }) {
  const [{ sent }, setParams] = useEventsParams();
  const query = useInfiniteQuery(mailQuery({ ...(sent && { state: sent }), limit: deliveriesPageSize }));
  return (
    <QueryState query={query} what="the mail" skeleton={<TableSkeleton columns={7} />}>
      {({ pages }) => (
        <DataTable
          name="mail"
          label="mails"
          columns={mailColumns}
          rows={pages.flatMap(({ items }) => items)}
          rowKey={({ id }) => id}
          onRowOpen={({ id }) => void setParams({ delivery: id })}
          hasMore={query.hasNextPage}
          isStale={query.isPlaceholderData}
          filters={<DeliveryStateFilter />}
          empty={<NoMail isConfigured={isConfigured} state={sent} />}
          footer={<LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />}
        />
      )}
    </QueryState>
  );
}

function NoMail({ isConfigured, state }: { isConfigured: boolean; state: string | null }) {
  if (state) return <EmptyState kind="nothing_matches" title={`No mail is ${state}`} />;
  if (!isConfigured)
    return (
      <EmptyState kind="nothing_yet" title="Mail is not configured">
        Set SMTP_HOST and ALERT_FROM_EMAIL (SMTP_PORT, SMTP_USER and SMTP_PASS as your server needs them) and start again. Until then users
        read their warnings on their page only.
      </EmptyState>
    );
  return (
    <EmptyState kind="nothing_yet" title="No mail yet">
      A user gets one when 80 % and 95 % of a package is used, and 7 days and a day before it ends.
    </EmptyState>
  );
}
