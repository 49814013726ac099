"use client";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { authKeys, usersQuery } from "#lib/auth/client";
import { PackagesPanel } from "../package-queue/packages-panel.tsx";
import { Button } from "../ui/button.tsx";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { notify } from "../ui/notify.ts";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { userColumns } from "./user-columns.tsx";
import type { UsersCan } from "./user-drawer.tsx";
import { UserFilters, useUserFilter } from "./user-filters.tsx";
import { UserForm } from "./user-form.tsx";
import { usersPageSize } from "./users-page-size.ts";

const UserDrawer = lazyDialog(
  () => import("./user-drawer.tsx").then((module) => module.UserDrawer),
  ({ id }) => id !== null,
);

/** `/admin/users`: accounts, each with its drawer in the URL, and the packages they can be given. */
export function UsersPage({ can }: { can: UsersCan }) {
  const filter = useUserFilter();
  const query = useInfiniteQuery(usersQuery({ ...filter, limit: usersPageSize }));
  const queryClient = useQueryClient();
  const [openId, setOpenId] = useQueryState("user", parseAsString.withOptions({ history: "push" }));
  const [isCreating, setCreating] = useState(false);
  const create = can.write && (
    <Button variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setCreating(true)}>
      New user
    </Button>
  );
  return (
    <Stack>
      <PageHeader title="Users" note="Accounts, their packages and what they use" actions={create} />
      <Panel title="Users" note="Newest first" isFlush>
        <QueryState query={query} what="the users" skeleton={<TableSkeleton columns={8} />}>
          {({ pages }) => (
            <DataTable
              name="users"
              label="users"
              columns={userColumns}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={({ id }) => id}
              onRowOpen={({ id }) => void setOpenId(id)}
              hasMore={query.hasNextPage}
              isStale={query.isPlaceholderData}
              filters={<UserFilters />}
              empty={
                Object.keys(filter).length > 0 ? (
                  <EmptyState kind="nothing_matches" title="No user matches">
                    The search finds parts of e-mail and name, and whole uids, ids and uuids.
                  </EmptyState>
                ) : (
                  <EmptyState kind="nothing_yet" title="No users yet" action={create || undefined}>
                    Make one here, then give it a package.
                  </EmptyState>
                )
              }
              footer={
                <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
              }
            />
          )}
        </QueryState>
      </Panel>
      {can.readPackages && <PackagesPanel canWrite={can.writePackages} />}
      <Modal isOpen={isCreating} onClose={() => setCreating(false)} title="New user">
        <UserForm
          onCancel={() => setCreating(false)}
          onDone={({ id, email }) => {
            setCreating(false);
            notify({ tone: "ok", text: `${email} created` });
            void queryClient.invalidateQueries({ queryKey: authKeys.users });
            void setOpenId(id);
          }}
        />
      </Modal>
      <UserDrawer id={openId} onClose={() => void setOpenId(null)} can={can} />
    </Stack>
  );
}
