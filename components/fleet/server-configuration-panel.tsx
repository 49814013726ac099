import type { NodeServerDetail } from "#lib/fleet/schema";
import { CopyBlock } from "../ui/copy-block.tsx";
import { Panel } from "../ui/panel.tsx";

/** What stands on the machine, and what the panel protocols hand it. The token is shown only when it is made. */
export function ServerConfigurationPanel({ server }: { server: NodeServerDetail }) {
  return (
    <Panel title="Configuration" note="The token itself is shown once, when it is made or rotated">
      <CopyBlock name="configuration of the machine" value={server.installation} />
      <CopyBlock name="configuration served to the node" value={JSON.stringify(server.serverSideConfig, null, 2)} />
    </Panel>
  );
}
