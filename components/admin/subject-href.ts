/** The page of what an audit row is about; undefined when it has none. Each kind with its id as the audit log writes it. */
export function subjectHref(kind: string, id: string): string | undefined {
  const part = encodeURIComponent(id);
  switch (kind) {
    case "user":
      return `/admin/users/${part}`;
    case "node-server":
      return `/admin/servers/${part}`;
    case "node-client":
      return `/admin/clients?client=${part}`;
    case "appliance":
      return `/admin/appliances/${part}`;
    case "api-key":
      return `/admin/keys?key=${part}`;
    case "job":
      return `/admin/jobs?job=${part}`;
    case "package":
      return `/admin/packages?package=${part}`;
    case "package-queue":
      return `/admin/package-queue?item=${part}`;
    case "billing-event":
      return `/admin/events?event=${part}`;
    case "alert":
      return `/admin/alerts?alert=${part}`;
    case "rule":
      return `/admin/rules?rule=${part}`;
    case "silence":
      return "/admin/silences";
    case "maintenance-window":
      return "/admin/maintenance";
    case "channel":
      return `/admin/channels?channel=${part}`;
    case "route":
      return "/admin/channels";
    case "webhook":
      return `/admin/events?tab=webhooks&webhook=${part}`;
    case "delivery":
      return `/admin/events?tab=webhooks&delivery=${part}`;
    case "mail":
      return "/admin/events?tab=mail";
    case "telemetry-node":
      return `/admin/telemetry/nodes/${part}`;
    case "chain":
      return `/admin/telemetry?chain=${part}`;
    case "telemetry-token":
      return "/admin/telemetry/tokens";
    case "benchmark":
      return `/admin/telemetry/benchmarks/${part}`;
    case "host-system":
      return "/admin/telemetry/benchmarks";
    case "setting":
      return "/admin/settings";
    case "user-import":
      return "/admin/users";
    default:
      return undefined;
  }
}

/** The page of who did it: a person's or a key's. */
export function actorHref(kind: string, id: string | null): string | undefined {
  if (id === null) return undefined;
  if (kind === "user") return subjectHref("user", id);
  return kind === "api_key" ? subjectHref("api-key", id) : undefined;
}
