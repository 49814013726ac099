"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Segmented } from "../ui/segmented.tsx";

const statuses = [
  { value: "all", label: "All" },
  { value: "online", label: "Online" },
  { value: "offline", label: "Offline" },
  { value: "maintenance", label: "Maintenance" },
] as const;
const parser = parseAsStringLiteral(["all", "online", "offline", "maintenance"]).withDefault("all");

/** The status that the page's table shows, in the URL as `?status=`; undefined shows all. */
export function useStatusFilter(): "online" | "offline" | "maintenance" | undefined {
  const [status] = useQueryState("status", parser);
  return status === "all" ? undefined : status;
}

export function StatusFilter() {
  const [status, setStatus] = useQueryState("status", parser);
  return <Segmented label="Status" options={statuses} value={status} onChange={(value) => void setStatus(value)} />;
}
