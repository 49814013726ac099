import { StatusMark } from "../ui/status-mark.tsx";
import type { LiveState } from "./connect-live.ts";

/** Whether a list or tail goes on by itself; one that does not says so. */
export function LiveNote({ state }: { state: LiveState }) {
  if (state === "live") return <StatusMark tone="ok">Following</StatusMark>;
  return state === "reconnecting" ? <StatusMark tone="warn">Reconnecting</StatusMark> : <StatusMark tone="bad">Not live</StatusMark>;
}
