"use client";
import { IconDownload, IconPlus, IconUpload } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { rulesQuery } from "#lib/alerting/client";
import { Button, ButtonLink } from "../ui/button.tsx";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Row, Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { ruleColumns } from "./rule-columns.tsx";
import type { RulesCan } from "./rules-can.ts";
import { rulesPageSize } from "./rules-page-size.ts";
import { useRuleDone } from "./use-rule-done.ts";

const RuleDrawer = lazyDialog(
  () => import("./rule-drawer.tsx").then((module) => module.RuleDrawer),
  ({ id }) => id !== null,
);
const RuleEditor = lazyDialog(
  () => import("./rule-editor.tsx").then((module) => module.RuleEditor),
  ({ isOpen }) => isOpen,
);
const ImportRulesDialog = lazyDialog(
  () => import("./import-rules-dialog.tsx").then((module) => module.ImportRulesDialog),
  ({ isOpen }) => isOpen,
);

/** `/admin/rules`: what raises alerts, how each rule is, and what it would have done. */
export function RulesPage({ can }: { can: RulesCan }) {
  const query = useInfiniteQuery(rulesQuery({ limit: rulesPageSize }));
  const [openId, setOpenId] = useQueryState("rule", parseAsString.withOptions({ history: "push" }));
  const [dialog, setDialog] = useState<"new" | "import">();
  const done = useRuleDone();
  const close = () => setDialog(undefined);
  const create = can.write && (
    <Button variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setDialog("new")}>
      New rule
    </Button>
  );
  const actions = (
    <Row>
      <ButtonLink href="/api/v1/monitoring/rules/export" download="fleetlight-rules.yaml" icon={<IconDownload aria-hidden="true" />}>
        Export
      </ButtonLink>
      {can.write && (
        <Button icon={<IconUpload aria-hidden="true" />} onClick={() => setDialog("import")}>
          Import
        </Button>
      )}
      {create}
    </Row>
  );
  return (
    <Stack>
      <PageHeader title="Rules" note="What raises an alert; evaluated every 30 s" actions={actions} />
      <Panel title="Rules" note="In the order in which they were made" isFlush>
        <QueryState query={query} what="the rules" skeleton={<TableSkeleton columns={8} />}>
          {({ pages }) => (
            <DataTable
              name="rules"
              label="rules"
              columns={ruleColumns(can.write)}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={({ id }) => id}
              onRowOpen={({ id }) => void setOpenId(id)}
              hasMore={query.hasNextPage}
              empty={
                <EmptyState kind="nothing_yet" title="No rules" action={create || undefined}>
                  Nothing is watched: without rules no alert is ever raised.
                </EmptyState>
              }
              footer={
                <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
              }
            />
          )}
        </QueryState>
      </Panel>
      <RuleEditor
        isOpen={dialog === "new"}
        onClose={close}
        onSaved={({ id, name }) => {
          close();
          done(`${name} is created`);
          void setOpenId(id);
        }}
      />
      <ImportRulesDialog isOpen={dialog === "import"} onClose={close} />
      <RuleDrawer id={openId} onClose={() => void setOpenId(null)} can={can} />
    </Stack>
  );
}
