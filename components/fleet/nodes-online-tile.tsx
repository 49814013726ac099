"use client";
import { useQuery } from "@tanstack/react-query";
import { userNodesQuery } from "#lib/fleet/client";
import { Kpi } from "../ui/kpi.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** How many of my nodes work right now. */
export function NodesOnlineTile() {
  const { data, error } = useQuery(userNodesQuery());
  if (!data && error) return <Kpi label="Nodes online" value="–" note="could not be loaded" />;
  if (!data) return <Kpi label="Nodes online" value={<Skeleton width="40%" />} note={<Skeleton width="70%" />} />;
  const away = data.items.filter(({ status }) => status !== "online");
  const online = data.items.length - away.length;
  return (
    <Kpi
      label="Nodes online"
      value={`${online} of ${data.items.length}`}
      note={away.length === 0 ? "all that your package offers" : `not now: ${away.map(({ name }) => name).join(", ")}`}
    />
  );
}
