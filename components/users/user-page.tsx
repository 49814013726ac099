"use client";
import { useQuery } from "@tanstack/react-query";
import { userQuery } from "#lib/auth/client";
import type { User } from "#lib/auth/schema";
import { QuotaPanel } from "../package-queue/quota-panel.tsx";
import { Grid, Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RangeControl } from "../ui/range/range-control.tsx";
import { useRange } from "../ui/range/use-range.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { LedgerTable } from "../usage/ledger-table.tsx";
import { UsagePanel } from "../usage/usage-panel.tsx";
import { UsageTiles } from "../usage/usage-tiles.tsx";
import { UsualNodes } from "../usage/usual-nodes.tsx";
import { DisabledNotice } from "./disabled-notice.tsx";
import { UserActions } from "./user-actions.tsx";
import { UserAuditPanel } from "./user-audit-panel.tsx";
import type { UserCan } from "./user-can.ts";
import { AccountMark } from "./user-columns.tsx";
import { UserFacts } from "./user-facts.tsx";
import { UserKeysPanel } from "./user-keys-panel.tsx";
import { UserPackagesPanel } from "./user-packages-panel.tsx";

/** `/admin/users/[id]`: one account, its packages, its usage, its keys, who changed it; each as far as the viewer may see. */
export function UserPage({ id, can }: { id: string; can: UserCan }) {
  const query = useQuery(userQuery(id));
  return (
    <QueryState query={query} what="the user" skeleton={<Skeleton height="30rem" />}>
      {(user) => <Account user={user} can={can} />}
    </QueryState>
  );
}

function Account({ user, can }: { user: User; can: UserCan }) {
  const { id, email, name, role, uid, disabledAt } = user;
  const state = useRange("30d");
  return (
    <Stack>
      <PageHeader
        title={email}
        back={{ href: "/admin/users", label: "Users" }}
        mark={<AccountMark user={user} isPill />}
        note={[name, role, `uid ${uid}`].filter(Boolean).join(" · ")}
        actions={
          <>
            {can.readUsage && <RangeControl state={state} />}
            {can.write && <UserActions user={user} />}
          </>
        }
      />
      {disabledAt && <DisabledNotice id={id} at={disabledAt} canReadAudit={can.readSettings} />}
      <Grid columns={2} isSingleOnPhone>
        <Panel title="Account" note="With the ids that nodes and scripts know it by">
          <UserFacts user={user} />
        </Panel>
        {can.readPackages && <QuotaPanel userId={id} />}
      </Grid>
      {can.readUsage && (
        <>
          <Grid columns={2}>
            <UsageTiles state={state} userId={id} />
          </Grid>
          <UsagePanel state={state} userId={id} canGroup />
        </>
      )}
      <Grid columns={2} isSingleOnPhone>
        {can.readPackages && <UserPackagesPanel user={user} canWrite={can.writePackages} />}
        {can.readUsage && <UsualNodes userId={id} />}
      </Grid>
      {can.readUsage && <LedgerTable state={state} userId={id} />}
      {can.readSettings && (
        <Grid columns={2} isSingleOnPhone>
          <UserKeysPanel userId={id} />
          <UserAuditPanel userId={id} />
        </Grid>
      )}
    </Stack>
  );
}
