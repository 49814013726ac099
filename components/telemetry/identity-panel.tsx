import type { NodeDetail } from "#lib/telemetry/schema";
import { Facts } from "../admin/facts.tsx";
import { BytesText } from "../ui/bytes-text.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Panel } from "../ui/panel.tsx";
import { countWords, notTold } from "./node-words.ts";
import { Uptime } from "./uptime.tsx";

/** What the node says of itself, and what we know of it. */
export function IdentityPanel({ node }: { node: NodeDetail }) {
  const { machine } = node;
  const target = [node.targetArch, node.targetOs, node.targetEnv].filter(Boolean).join(" ");
  return (
    <Panel title="Node" note="As it tells of itself">
      <Facts
        items={[
          ["Peer id", <CopyId key="peer" id={node.peerId} what="peer id" />],
          ["Chain", node.chain || notTold],
          ["Genesis", node.genesisHash === null ? notTold : <CopyId key="genesis" id={node.genesisHash} what="genesis hash" />],
          ["Role", node.authority ? "Validator" : "Full node"],
          ["Implementation", node.implementation || notTold],
          ["Version", node.version || notTold],
          ["Runs on", target || notTold],
          ["CPU", cpuWords(machine)],
          ["Memory", machine?.memoryBytes ? <BytesText key="memory" bytes={machine.memoryBytes} /> : notTold],
          ["System", [machine?.linuxDistro, machine?.linuxKernel].filter(Boolean).join(", ") || notTold],
          ["Machine", machine?.isVirtualMachine == null ? notTold : machine.isVirtualMachine ? "Virtual" : "Physical"],
          ["Uptime", <Uptime key="uptime" startedAt={node.startedAt} />],
          ["Address", node.ipAddr],
          ["First seen", <ExactTime key="first" at={node.firstSeenAt} />],
          ["Messages kept", `${countWords(node.messageCount)}${node.audit ? ", for ever" : ""}`],
          ["Connections kept", countWords(node.connectionCount)],
        ]}
      />
    </Panel>
  );
}

function cpuWords(machine: NodeDetail["machine"]): string {
  const cores = machine?.coreCount == null ? "" : `${countWords(machine.coreCount)} ${machine.coreCount === 1 ? "core" : "cores"}`;
  return [machine?.cpu, cores].filter(Boolean).join(", ") || notTold;
}
