"use client";
import { deleteRouteRequest } from "#lib/alerting/client";
import type { RouteView } from "#lib/alerting/schema";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";

interface DeleteRouteProps {
  isOpen: boolean;
  onClose: () => void;
  route: RouteView;
  /** Routes that hang from it and go along. */
  below: readonly string[];
  onDeleted: () => void;
}

/** Asks before a route goes, and names what goes with it. */
export function DeleteRoute({ isOpen, onClose, route, below, onDeleted }: DeleteRouteProps) {
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={`Delete the route ${route.name}?`}
      confirmLabel="Delete route"
      isDanger
      onConfirm={() => deleteRouteRequest(route.id).then(onDeleted)}
    >
      <p>
        {below.length > 0 && `What hangs from it is deleted too: ${below.join(", ")}. `}
        Other routes take what it took; who was told of an alert is told its end.
      </p>
    </ConfirmDialog>
  );
}
