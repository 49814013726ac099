import type { AlertChannel, ChannelKindName } from "#lib/notifications/schema";

/** The form's values; names of settings are the paths that the server's errors name. */
export interface ChannelValues extends Record<string, unknown> {
  name: string;
  kind: ChannelKindName;
  isEnabled: boolean;
}

/** A setting of a kind, as a text field. */
export interface ChannelSetting {
  name: `config.${string}` | `secrets.${string}`;
  label: string;
  hint?: string;
  placeholder?: string;
  isOptional?: boolean;
  /** What stands in it at first. */
  initial?: string;
}

export const channelSettings: Record<ChannelKindName, readonly ChannelSetting[]> = {
  email: [
    { name: "config.recipients", label: "Recipients", hint: "With commas between them", placeholder: "ada@example.org, bob@example.org" },
  ],
  webhook: [
    {
      name: "config.url",
      label: "URL",
      hint: "Messages are signed; it must answer 2xx within 10 s",
      placeholder: "https://hooks.example.org/alerts",
    },
  ],
  slack: [{ name: "secrets.url", label: "Webhook URL", hint: "Of an incoming webhook", placeholder: "https://hooks.slack.com/services/…" }],
  discord: [{ name: "secrets.url", label: "Webhook URL", placeholder: "https://discord.com/api/webhooks/…" }],
  telegram: [
    { name: "config.chatId", label: "Chat", hint: "Its number, or the @name of a channel", placeholder: "-1001234567890" },
    { name: "secrets.botToken", label: "Bot token", placeholder: "123456:ABC-def…" },
    { name: "config.apiUrl", label: "API address", isOptional: true, initial: "https://api.telegram.org" },
  ],
  ntfy: [
    { name: "config.topic", label: "Topic", placeholder: "fleet-alerts" },
    { name: "config.serverUrl", label: "Server", initial: "https://ntfy.sh" },
    { name: "secrets.token", label: "Access token", isOptional: true },
  ],
  web_push: [
    {
      name: "config.recipients",
      label: "Accounts",
      hint: "E-mail addresses with commas between them; empty for everybody who asked. Each asks in their own browser, below the channels",
      placeholder: "ada@example.org, bob@example.org",
      isOptional: true,
    },
  ],
};

/** Values of a new channel, or of one that is changed; secrets are never shown again, so they begin empty. */
export function initialValues(channel: AlertChannel | undefined): ChannelValues {
  const values: ChannelValues = { name: channel?.name ?? "", kind: channel?.kind ?? "email", isEnabled: channel?.isEnabled ?? true };
  for (const { name, initial = "" } of Object.values(channelSettings).flat()) {
    const [place, field = ""] = name.split(".");
    const stored = place === "config" ? channel?.config[field] : undefined;
    values[name] = Array.isArray(stored) ? stored.join(", ") : typeof stored === "string" ? stored : initial;
  }
  return values;
}

/** What the API takes. Of a channel that is changed, secrets that are left empty stay. */
export function bodyOfValues(values: ChannelValues, isChange: boolean) {
  const config: Record<string, unknown> = {};
  const secrets: Record<string, unknown> = {};
  for (const { name, isOptional } of channelSettings[values.kind]) {
    const text = String(values[name] ?? "").trim();
    const [place, field = ""] = name.split(".");
    if (text === "" && (isOptional || (isChange && place === "secrets"))) continue;
    const value = field === "recipients" ? text.split(",").flatMap((part) => (part.trim() === "" ? [] : [part.trim()])) : text;
    if (place === "config") config[field] = value;
    else secrets[field] = value;
  }
  const isKept = isChange && Object.keys(secrets).length === 0;
  return { name: values.name, isEnabled: values.isEnabled, config, ...(!isKept && { secrets }) };
}
