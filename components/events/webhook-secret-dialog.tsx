"use client";
import type { WebhookSecret } from "#lib/notifications/schema";
import { SecretDialog } from "../ui/dialog/secret-dialog.tsx";

/** Shows a signing secret this once. */
export function WebhookSecretDialog({ webhook, onClose }: { webhook: WebhookSecret | undefined; onClose: () => void }) {
  return (
    <SecretDialog
      isOpen={webhook !== undefined}
      onClose={onClose}
      title={`Signing secret of ${webhook?.url ?? ""}`}
      warning="Copy it now. It is kept encrypted and is never shown again; a new one can be made at any time."
      secrets={webhook ? [{ name: "secret", value: webhook.secret }] : []}
    />
  );
}
