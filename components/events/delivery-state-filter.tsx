"use client";
import { Segmented } from "../ui/segmented.tsx";
import { useEventsParams } from "./use-events-params.ts";

const states = [
  { value: "all", label: "All" },
  { value: "waiting", label: "Waiting" },
  { value: "sent", label: "Sent" },
  { value: "dead", label: "Dead" },
] as const;

/** Narrows deliveries to one state, in the URL. */
export function DeliveryStateFilter() {
  const [{ sent }, setParams] = useEventsParams();
  return (
    <Segmented
      label="State"
      options={states}
      value={sent ?? "all"}
      onChange={(value) => void setParams({ sent: value === "all" ? null : value })}
    />
  );
}
