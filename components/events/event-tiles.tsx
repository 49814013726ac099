import type { BillingEventCounts } from "#lib/package-queue/schema";
import { Kpi } from "../ui/kpi.tsx";
import { Grid } from "../ui/layout.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { cappedCount } from "./capped-count.ts";

/** How many events there are in each state, and whether billing moves. */
export function EventTiles({ counts: { queued, done, dead, oldestQueuedAt, last } }: { counts: BillingEventCounts }) {
  return (
    <Grid columns={4}>
      <Kpi
        label="Queued"
        value={cappedCount(queued)}
        note={
          oldestQueuedAt ? (
            <>
              the oldest <RelativeTime at={oldestQueuedAt} />
            </>
          ) : (
            "nothing waits for its effect"
          )
        }
      />
      <Kpi label="Dead" value={cappedCount(dead)} note={dead === 0 ? "none needs a look" : "failed five times, waiting for people"} />
      <Kpi label="Done" value={cappedCount(done)} note="kept 35 days" />
      <Kpi
        label="Newest"
        value={last ? `#${last.seq}` : "–"}
        note={last ? <RelativeTime at={last.createdAt} /> : "nothing was billed yet"}
      />
    </Grid>
  );
}
