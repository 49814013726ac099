"use client";
import { IconPlus, IconUpload } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { authKeys, usersQuery } from "#lib/auth/client";
import { Button, ButtonLink } from "../ui/button.tsx";
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
import { BulkDisable } from "./bulk-disable.tsx";
import { userColumns } from "./user-columns.tsx";
import { UserFilters, useUserFilter } from "./user-filters.tsx";
import { UserForm } from "./user-form.tsx";
import { usersPageSize } from "./users-page-size.ts";

/** `/admin/users`: accounts, each with its own page; many can be disabled at once. */
export function UsersPage({ canWrite }: { canWrite: boolean }) {
  const filter = useUserFilter();
  const query = useInfiniteQuery(usersQuery({ ...filter, limit: usersPageSize }));
  const queryClient = useQueryClient();
  const router = useRouter();
  const [isCreating, setCreating] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const users = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const create = canWrite && (
    <Button variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setCreating(true)}>
      New user
    </Button>
  );
  return (
    <Stack>
      <PageHeader
        title="Users"
        note="Accounts, their packages and what they use"
        actions={
          canWrite && (
            <>
              <ButtonLink href="/admin/users/import" icon={<IconUpload aria-hidden="true" />}>
                Import
              </ButtonLink>
              {create}
            </>
          )
        }
      />
      <Panel
        title="Users"
        note="Newest first"
        isFlush
        actions={<BulkDisable users={users.filter(({ id }) => ticked.has(id))} onClear={() => setTicked(new Set())} />}
      >
        <QueryState query={query} what="the users" skeleton={<TableSkeleton columns={8} />}>
          {() => (
            <DataTable
              name="users"
              label="users"
              columns={userColumns}
              rows={users}
              rowKey={({ id }) => id}
              rowHref={({ id }) => `/admin/users/${id}`}
              hasMore={query.hasNextPage}
              isStale={query.isPlaceholderData}
              filters={<UserFilters />}
              {...(canWrite && { selection: { keys: ticked, onChange: setTicked } })}
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
      <Modal isOpen={isCreating} onClose={() => setCreating(false)} title="New user">
        <UserForm
          onCancel={() => setCreating(false)}
          onDone={({ id, email }) => {
            setCreating(false);
            notify({ tone: "ok", text: `${email} created` });
            void queryClient.invalidateQueries({ queryKey: authKeys.users });
            router.push(`/admin/users/${id}`);
          }}
        />
      </Modal>
    </Stack>
  );
}
