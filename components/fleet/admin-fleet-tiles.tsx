import type { FleetOverview } from "#lib/fleet/schema";
import { Kpi } from "../ui/kpi.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** How many servers serve right now, and how many people use them. */
export function AdminFleetTiles({ data }: { data: FleetOverview | undefined }) {
  if (!data) {
    return ["Servers online", "Users online"].map((label) => (
      <Kpi key={label} label={label} value={<Skeleton width="40%" />} note={<Skeleton width="70%" />} />
    ));
  }
  const { online, offline, maintenance } = data.servers;
  return (
    <>
      <Kpi
        label="Servers online"
        value={`${online} of ${online + offline + maintenance}`}
        note={`${offline} offline, ${maintenance} in maintenance`}
      />
      <Kpi
        label="Users online"
        value={data.onlineUsers}
        note={`in the last 5 minutes, on ${data.clients === 1 ? "1 node" : `${data.clients} nodes`}`}
      />
    </>
  );
}
