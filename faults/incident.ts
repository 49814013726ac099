import { inTemporaryFolder } from "../bench/harness/temporary-folder.ts";
import type { TryFault } from "./fault.ts";
import { liveThroughIncident } from "./incident/incident.ts";

/** Seconds. With `--full` as the product comes: five minutes to offline, two more to the alert. */
const usual = { offlineAfterS: 300, forS: 120, clearS: 60, repeatS: 60 };
const short = { offlineAfterS: 20, forS: 30, clearS: 30, repeatS: 60 };

/** A node server goes down and comes back; the process is killed twice in between. Needs a build (`npm run build`) and Chromium. */
export const tryIncident: TryFault = ({ isFull, say }) =>
  inTemporaryFolder(async (folder) => {
    const { timeline, reminders, broken } = await liveThroughIncident({ folder, timing: isFull ? usual : short, say });
    for (const line of timeline) say(line);
    return { figures: { kills: 2, "reminders before the acknowledgement": reminders, "entries of the timeline": timeline.length }, broken };
  });
