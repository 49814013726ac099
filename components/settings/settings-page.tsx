"use client";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { settingsQuery } from "#lib/settings/client";
import { auditHref } from "../admin/audit-href.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { InstallationPanel } from "./installation-panel.tsx";
import { SettingsForm } from "./settings-form.tsx";

/** `/admin/settings`: how long things are kept, when a node is offline, and what this installation is. */
export function SettingsPage({ canWrite }: { canWrite: boolean }) {
  const query = useQuery(settingsQuery());
  const history = (
    <ButtonLink href={auditHref({ kind: "setting" })} icon={<IconHistory aria-hidden="true" />}>
      Who changed what
    </ButtonLink>
  );
  return (
    <Stack>
      <PageHeader title="Settings" note="Jobs follow a change at their next run, everything else within 10 seconds" actions={history} />
      <QueryState query={query} what="the settings" skeleton={<Skeleton height="40rem" />}>
        {(settings) => <SettingsForm settings={settings} canWrite={canWrite} />}
      </QueryState>
      <InstallationPanel />
    </Stack>
  );
}
