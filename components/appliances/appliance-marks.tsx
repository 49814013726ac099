import type { ApplianceState, TaskStatus } from "#lib/appliances/schema";
import { StatusMark, type Tone } from "../ui/status-mark.tsx";

const states: Record<ApplianceState, readonly [Tone, string]> = {
  reporting: ["ok", "Reporting"],
  silent: ["bad", "Silent"],
  never: ["unknown", "Never reported"],
};
const statuses: Record<TaskStatus, readonly [Tone, string]> = {
  pending: ["unknown", "Pending"],
  running: ["warn", "Running"],
  completed: ["ok", "Completed"],
  failed: ["bad", "Failed"],
};

/** Whether what an appliance last said can be believed. */
export function ApplianceMark({ state, isPill = false }: { state: ApplianceState; isPill?: boolean }) {
  const [tone, word] = states[state];
  return (
    <StatusMark tone={tone} isPill={isPill}>
      {word}
    </StatusMark>
  );
}

export function TaskMark({ status }: { status: TaskStatus }) {
  const [tone, word] = statuses[status];
  return <StatusMark tone={tone}>{word}</StatusMark>;
}
