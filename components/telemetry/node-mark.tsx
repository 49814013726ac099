import type { NodeView } from "#lib/telemetry/schema";
import { StatusMark } from "../ui/status-mark.tsx";

/** Whether a chain node is connected now. */
export function ChainNodeMark({ status, isPill = false }: { status: NodeView["status"]; isPill?: boolean }) {
  return status === "connected" ? (
    <StatusMark tone="ok" isPill={isPill}>
      Connected
    </StatusMark>
  ) : (
    <StatusMark tone="bad" isPill={isPill}>
      Disconnected
    </StatusMark>
  );
}
