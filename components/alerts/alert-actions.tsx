"use client";
import { useState } from "react";
import type { Alert } from "#lib/alerting/schema";
import { matchersOfAlert } from "../silences/matcher-values.ts";
import { Button } from "../ui/button.tsx";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { Row } from "../ui/layout.tsx";
import { AcknowledgeForm } from "./acknowledge-form.tsx";
import { ResolveDialog } from "./resolve-dialog.tsx";
import { useAlertActions } from "./use-alert-actions.ts";

const SilenceDialog = lazyDialog(
  () => import("../silences/silence-dialog.tsx").then((module) => module.SilenceDialog),
  ({ isOpen }) => isOpen,
);

/** What can be done with an open alert; nothing with a resolved one. */
export function AlertActions({ alert }: { alert: Alert }) {
  const { acknowledge, takeBack } = useAlertActions();
  const [asks, setAsks] = useState<"acknowledge" | "resolve" | "silence">();
  const close = () => setAsks(undefined);
  return (
    <>
      {alert.status === "firing" && (
        <Row>
          {alert.acknowledgement ? (
            <Button isSmall onClick={() => void takeBack(alert)}>
              Take acknowledgement back
            </Button>
          ) : (
            <>
              <Button isSmall variant="primary" onClick={() => void acknowledge(alert)}>
                Acknowledge
              </Button>
              <Button isSmall onClick={() => setAsks("acknowledge")}>
                Acknowledge with a note…
              </Button>
            </>
          )}
          <Button isSmall onClick={() => setAsks("resolve")}>
            Resolve…
          </Button>
          <Button isSmall onClick={() => setAsks("silence")}>
            Silence…
          </Button>
        </Row>
      )}
      <Modal isOpen={asks === "acknowledge"} onClose={close} title={`Acknowledge “${alert.title}”`}>
        <AcknowledgeForm id={alert.id} onClose={close} />
      </Modal>
      <ResolveDialog alert={asks === "resolve" ? alert : undefined} onClose={close} />
      <SilenceDialog isOpen={asks === "silence"} onClose={close} matchers={matchersOfAlert(alert)} />
    </>
  );
}
