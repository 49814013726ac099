import type { Delivery, TargetHealth } from "#lib/notifications/schema";
import type { BillingEvent } from "#lib/package-queue/schema";
import { StatusMark, type Tone } from "../ui/status-mark.tsx";

/** Whether an event had its effect. One that failed and waits says so. */
export function EventMark({ event }: { event: Pick<BillingEvent, "state" | "attempts"> }) {
  if (event.state === "queued" && event.attempts > 0) return <StatusMark tone="warn">Failed, tried again</StatusMark>;
  const [tone, word] = eventWords[event.state];
  return <StatusMark tone={tone}>{word}</StatusMark>;
}

const eventWords: Record<BillingEvent["state"], [Tone, string]> = {
  queued: ["unknown", "Queued"],
  done: ["ok", "Done"],
  dead: ["bad", "Dead"],
};

/** Where a delivery stands. */
export function DeliveryMark({ delivery }: { delivery: Pick<Delivery, "state" | "attempts" | "isBeingSent"> }) {
  const { state, attempts, isBeingSent } = delivery;
  const [tone, word]: [Tone, string] =
    state === "sent"
      ? ["ok", "Sent"]
      : state === "dead"
        ? ["bad", "Dead"]
        : isBeingSent
          ? ["unknown", "Being sent"]
          : attempts > 0
            ? ["warn", "Failed, tried again"]
            : ["unknown", "Waiting"];
  return <StatusMark tone={tone}>{word}</StatusMark>;
}

const healthWords: Record<TargetHealth, [Tone, string]> = {
  ok: ["ok", "Receives"],
  failing: ["bad", "Failing"],
  paused: ["bad", "Paused"],
  disabled: ["unknown", "Disabled"],
  unknown: ["unknown", "Nothing sent yet"],
};

/** How a receiver is; `okWord` where "receives" is not what it does. */
export function HealthMark({ health, okWord }: { health: TargetHealth; okWord?: string }) {
  const [tone, word] = healthWords[health];
  return <StatusMark tone={tone}>{health === "ok" && okWord ? okWord : word}</StatusMark>;
}
