"use client";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { apiKeysQuery, authKeys } from "#lib/auth/client";
import type { Permission } from "#lib/auth/permissions";
import type { ApiKeyCreated } from "#lib/auth/schema";
import { Button } from "../ui/button.tsx";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { SecretDialog } from "../ui/dialog/secret-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { keyColumns } from "./key-columns.tsx";
import { keyFilterOf, keyFilterParams } from "./key-filter-params.ts";
import { keysPageSize } from "./keys-page-size.ts";

const KeyDrawer = lazyDialog(
  () => import("./key-drawer.tsx").then((module) => module.KeyDrawer),
  ({ id }) => id !== null,
);
const CreateKeyDialog = lazyDialog(
  () => import("./create-key-dialog.tsx").then((module) => module.CreateKeyDialog),
  ({ isOpen }) => isOpen,
);
const states = [
  { value: "all", label: "All" },
  { value: "active", label: "Active" },
  { value: "expired", label: "Expired" },
  { value: "revoked", label: "Revoked" },
] as const;

/** `/admin/keys`: who may call the API, with what. `held`: the permissions of the person, who gives no others. */
export function KeysPage({ canWrite, held }: { canWrite: boolean; held: readonly Permission[] }) {
  const [state, setState] = useQueryState("state", keyFilterParams.state);
  const [openId, setOpenId] = useQueryState("key", parseAsString.withOptions({ history: "push" }));
  const [isCreating, setCreating] = useState(false);
  const [made, setMade] = useState<ApiKeyCreated>();
  const query = useInfiniteQuery(apiKeysQuery({ ...keyFilterOf({ state }), limit: keysPageSize }));
  const queryClient = useQueryClient();
  const create = canWrite && (
    <Button variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setCreating(true)}>
      New key
    </Button>
  );
  const showMade = (key: ApiKeyCreated) => {
    setCreating(false);
    setMade(key);
    for (const queryKey of [authKeys.apiKeys, authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
  };
  return (
    <Stack>
      <PageHeader title="API keys" note="What scripts and other systems may do here" actions={create} />
      <Panel title="API keys" note="Newest first" isFlush>
        <QueryState query={query} what="the API keys" skeleton={<TableSkeleton columns={7} />}>
          {({ pages }) => (
            <DataTable
              name="api-keys"
              label="keys"
              columns={keyColumns}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={({ id }) => id}
              onRowOpen={({ id }) => void setOpenId(id)}
              hasMore={query.hasNextPage}
              isStale={query.isPlaceholderData}
              filters={<Segmented label="State" options={states} value={state} onChange={(value) => void setState(value)} />}
              empty={
                state === "all" ? (
                  <EmptyState kind="nothing_yet" title="No API keys yet" action={create || undefined}>
                    A script sends its key as Authorization: Bearer. Give it only what it needs.
                  </EmptyState>
                ) : (
                  <EmptyState kind="nothing_matches" title={`No key is ${state}`}>
                    Choose another state.
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
      <CreateKeyDialog isOpen={isCreating} onClose={() => setCreating(false)} held={held} onDone={showMade} />
      <SecretDialog
        isOpen={made !== undefined}
        onClose={() => setMade(undefined)}
        title={`New key ${made?.name ?? ""}`}
        secrets={made ? secretsOf(made.key) : []}
      />
      <KeyDrawer id={openId} onClose={() => void setOpenId(null)} canWrite={canWrite} />
    </Stack>
  );
}

/** The key, and a first call with it. */
function secretsOf(key: string) {
  return [
    { name: "key", value: key },
    { name: "first call", value: `curl -H 'Authorization: Bearer ${key}' ${location.origin}/api/v1/me` },
  ];
}
