import { inTemporaryFolder } from "../bench/harness/temporary-folder.ts";
import type { TryFault } from "./fault.ts";
import { randomFrom } from "./random-from.ts";
import { restoreDrill } from "./restore-drill/restore-drill.ts";

/** Six servers report without a pause while a backup is made and after it; then the machine is gone. Needs a build (`npm run build`). */
export const tryRestoreDrill: TryFault = ({ seed, isFull, say }) =>
  inTemporaryFolder(async (folder) => {
    const size = isFull ? { users: 300, before: 1_500, after: 500 } : { users: 60, before: 120, after: 60 };
    const { broken, ...figures } = await restoreDrill({ folder, random: randomFrom(seed), writers: 6, say, ...size });
    return {
      figures: {
        "reports sent": figures.sent,
        "reports in the backup": figures.inBackup,
        "reports while it was made": figures.duringBackup,
        "backup (ms)": Math.round(figures.backupMs),
        "restore (ms)": Math.round(figures.restoreMs),
        "slowest report meanwhile (ms)": Math.round(figures.slowestDuringBackupMs),
        "answered as duplicates": figures.retriedAsDuplicates,
      },
      broken,
    };
  });
