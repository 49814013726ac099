import { env } from "#lib/core/env";
import type { Compatibility } from "#lib/fleet/schema";

/** What stands where the token would, once it has been shown. */
export const hiddenToken = "<the token, shown once when it was made>";

interface Installable {
  id: number;
  compatibility: Compatibility;
  serverSideConfig: Record<string, unknown>;
  token: string;
  /** How often the node reports and pulls, seconds. */
  intervalS: number;
}

/**
 * The exact lines that make a node report here: XrayR's `config.yml` for the two panel protocols, a shell command for
 * the native one. Source: XrayR's own release/config/config.yml.example. The host is `PUBLIC_URL`; without it, a gap
 * to fill in.
 */
export function installationFor(server: Installable): string {
  const host = (env().PUBLIC_URL || "https://fleetlight.example.org").replace(/\/+$/, "");
  switch (server.compatibility) {
    case "newv2b":
      return xrayrLines("NewV2board", host, server);
    case "ssp":
      return xrayrLines("SSpanel", host, server);
    case "native":
      return [
        `curl -fsS -X POST ${host}/api/v1/agent/heartbeat \\`,
        `  -H "Authorization: Bearer ${server.token}" \\`,
        `  -H "Content-Type: application/json" -d '{}'`,
        "",
      ].join("\n");
  }
}

function xrayrLines(panelType: "NewV2board" | "SSpanel", host: string, server: Installable): string {
  const { node_type: nodeType } = server.serverSideConfig;
  return [
    "Nodes:",
    `  - PanelType: "${panelType}"`,
    "    ApiConfig:",
    `      ApiHost: "${host}"`,
    `      ApiKey: "${server.token}"`,
    `      NodeID: ${server.id}`,
    `      NodeType: ${typeof nodeType === "string" && /^[\w-]{1,30}$/.test(nodeType) ? nodeType : "V2ray"} # V2ray, Vmess, Vless, Shadowsocks or Trojan`,
    "      Timeout: 30",
    "    ControllerConfig:",
    "      ListenIP: 0.0.0.0",
    "      SendIP: 0.0.0.0",
    `      UpdatePeriodic: ${server.intervalS}`,
    "",
  ].join("\n");
}
