import type { Compatibility } from "#lib/fleet/schema";

/** What a new server serves until somebody says otherwise: XrayR refuses a configuration without a port. */
export function defaultConfig(compatibility: Compatibility): Record<string, unknown> {
  switch (compatibility) {
    case "newv2b":
      return { server_port: 443, network: "tcp", networkSettings: {}, tls: 1 };
    case "ssp":
      return { custom_config: { offset_port_user: "443", offset_port_node: "443", network: "tcp", security: "tls", alter_id: "0" } };
    case "native":
      return {};
  }
}
