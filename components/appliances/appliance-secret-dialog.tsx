"use client";
import type { ApplianceToken } from "#lib/appliances/schema";
import { SecretDialog } from "../ui/dialog/secret-dialog.tsx";

const example = {
  disks: [],
  repositories: [{ id: "main", name: "Main", totalBytes: 1_000_000_000_000, usedBytes: 250_000_000_000, isActive: true }],
  scst: { targets: [] },
  tape: { libraries: [] },
  vtl: { libraries: [] },
};

/** Shows an appliance's token this once, with a first report that can be pasted into a shell. */
export function ApplianceSecretDialog({ made, onClose }: { made: ApplianceToken | undefined; onClose: () => void }) {
  return (
    <SecretDialog
      isOpen={made !== undefined}
      onClose={onClose}
      title={made ? `Token of ${made.name}` : ""}
      secrets={
        made
          ? [
              { name: "token", value: made.token },
              { name: "first report", value: firstReport(made) },
            ]
          : []
      }
    />
  );
}

function firstReport({ id, token }: ApplianceToken): string {
  return `curl -X PUT -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' \\
  ${location.origin}/api/v1/appliances/${id}/inventory -d '${JSON.stringify(example)}'`;
}
