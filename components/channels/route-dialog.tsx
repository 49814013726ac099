"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RouteView } from "#lib/alerting/schema";
import { notificationKeys } from "#lib/notifications/client";
import type { AlertChannel } from "#lib/notifications/schema";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { notify } from "../ui/notify.ts";
import { DeleteRoute } from "./delete-route.tsx";
import { RouteForm } from "./route-form.tsx";

interface RouteDialogProps {
  isOpen: boolean;
  /** Undefined: a new one. */
  route: RouteView | undefined;
  /** The whole tree, in the order in which it is asked. */
  routes: readonly RouteView[];
  channels: readonly AlertChannel[];
  onClose: () => void;
}

/** Makes a route, changes one, or deletes it. */
export function RouteDialog({ isOpen, onClose, ...props }: RouteDialogProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={props.route ? `Route ${props.route.name}` : "New route"} kind="wide" isSticky>
      {isOpen && <Editor {...props} onClose={onClose} />}
    </Modal>
  );
}

function Editor({ route, routes, channels, onClose }: Omit<RouteDialogProps, "isOpen">) {
  const [isDeleting, setDeleting] = useState(false);
  const queryClient = useQueryClient();
  const done = (text: string) => {
    onClose();
    void queryClient.invalidateQueries({ queryKey: notificationKeys.all });
    notify({ tone: "ok", text });
  };
  const isDeletable = route !== undefined && route.parentId !== null;
  return (
    <>
      <RouteForm
        route={route}
        routes={routes}
        channels={channels}
        onCancel={onClose}
        onSaved={() => done("The route is saved")}
        destroy={
          isDeletable && (
            <Button variant="danger" onClick={() => setDeleting(true)}>
              Delete
            </Button>
          )
        }
      />
      {isDeletable && (
        <DeleteRoute
          isOpen={isDeleting}
          onClose={() => setDeleting(false)}
          route={route}
          below={namesBelow(routes, route.id)}
          onDeleted={() => done("The route is deleted")}
        />
      )}
    </>
  );
}

/** Parents come before their children, so one pass finds all that hangs from a route. */
function namesBelow(routes: readonly RouteView[], id: string): string[] {
  const below = new Set([id]);
  return routes.flatMap((one) => {
    if (one.parentId === null || !below.has(one.parentId)) return [];
    below.add(one.id);
    return [one.name];
  });
}
