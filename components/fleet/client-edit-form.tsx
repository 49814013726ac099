"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { authKeys } from "#lib/auth/client";
import { fleetKeys, updateNodeClient } from "#lib/fleet/client";
import type { NodeClient } from "#lib/fleet/schema";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";
import { ClientFields } from "./client-fields.tsx";
import { changedInput, valuesOfClient } from "./client-values.ts";

/** Changes a node client; sends only what was changed here. */
export function ClientEditForm({ client }: { client: NodeClient }) {
  const queryClient = useQueryClient();
  const [before, setBefore] = useState(() => valuesOfClient(client));
  const { form, isSending, generalError, onSubmit } = useServerForm(
    before,
    (values) => updateNodeClient(client.id, changedInput(before, values)),
    () => {
      const saved = form.getValues();
      setBefore(saved);
      form.resetDirty(saved);
      notify({ tone: "ok", text: `${saved.name} saved` });
      for (const queryKey of [fleetKeys.all(), authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
    },
  );
  const { trafficFactor } = form.values;
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        <ClientFields form={form} isDefault={before.isDefault} />
        {trafficFactor !== before.trafficFactor && (
          <Notice tone="info">The new factor applies to lines received from now on. What stands in the ledger stays.</Notice>
        )}
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <ModalFooter>
          <Button type="submit" variant="primary" isLoading={isSending} disabled={!form.isDirty()}>
            Save node
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
