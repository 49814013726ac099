import type { Metadata } from "next";
import { SettingsPage } from "#components/settings/settings-page";
import { installationQuery, settingsQuery } from "#lib/settings/client";
import { listSettings } from "#lib/settings/list-settings";
import { showInstallation } from "#lib/settings/show-installation";
import { pageContext } from "../../../page-context.ts";
import { Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function Page() {
  const ctx = await pageContext("/admin/settings", "settings:read");
  const loads = [
    { query: settingsQuery(), run: () => listSettings(ctx, {}) },
    { query: installationQuery(), run: () => showInstallation(ctx, {}) },
  ];
  return (
    <Prefetch loads={loads}>
      <SettingsPage canWrite={ctx.actor.permissions.has("settings:write")} />
    </Prefetch>
  );
}
