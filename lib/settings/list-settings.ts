import { operation } from "#lib/auth/operation";
import { ListSettingsInput, SettingList } from "#lib/settings/schema";
import { readSettingList } from "./internal/setting-view.ts";

/** Every setting with its value, unit, bounds and default, where the value comes from, and who changed it last. */
export const listSettings = operation(
  { name: "listSettings", summary: "List the settings", policy: "settings:read", input: ListSettingsInput, output: SettingList },
  (ctx) => readSettingList(ctx.db),
);
