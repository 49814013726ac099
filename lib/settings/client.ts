import { queryOptions } from "@tanstack/react-query";
import type { Installation, SettingList, UpdateSettingsInput } from "#lib/settings/schema";
import { apiGet, apiSend } from "#lib/universal/api-client";

/** Query keys of the room. `settings:changed` makes `all` stale. */
export const settingsKeys = {
  all: ["settings"] as const,
  list: ["settings", "list"] as const,
  installation: ["settings", "installation"] as const,
};

const path = "/api/v1/admin/settings";

export const settingsQuery = () => queryOptions({ queryKey: settingsKeys.list, queryFn: () => apiGet<SettingList>(path) });

export const installationQuery = () =>
  queryOptions({ queryKey: settingsKeys.installation, queryFn: () => apiGet<Installation>(`${path}/installation`) });

/** @throws ApiError `confirmation_required` whose problem's `state.losses` says what would be deleted */
export const updateSettings = (input: UpdateSettingsInput) => apiSend<SettingList>("PATCH", path, input);
