"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createRouteRequest, deleteRouteRequest, updateRouteRequest } from "#lib/alerting/client";
import type { RouteView } from "#lib/alerting/schema";
import { notificationKeys } from "#lib/notifications/client";
import type { AlertChannel } from "#lib/notifications/schema";
import { MatcherFields } from "../silences/matcher-fields.tsx";
import { emptyMatcher, filledMatchers, type MatcherValue } from "../silences/matcher-values.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { CheckField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";

interface RouteDialogProps {
  isOpen: boolean;
  /** Undefined: a new one. */
  route: RouteView | undefined;
  channels: readonly AlertChannel[];
  onClose: () => void;
}

/** What a route takes and whom it tells. Times, escalation and quiet hours are set by the API. */
export function RouteDialog({ isOpen, onClose, ...props }: RouteDialogProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={props.route ? `Route ${props.route.name}` : "New route"}>
      {isOpen && <RouteForm {...props} onClose={onClose} />}
    </Modal>
  );
}

interface Values extends Record<string, unknown> {
  name: string;
  matchers: readonly MatcherValue[];
  channelIds: readonly string[];
  groupBy: string;
  isContinued: boolean;
}

function RouteForm({ route, channels, onClose }: Omit<RouteDialogProps, "isOpen">) {
  const [isDeleting, setDeleting] = useState(false);
  const queryClient = useQueryClient();
  const isRoot = route?.parentId === null;
  const initial: Values = {
    name: route?.name ?? "",
    matchers: route && route.matchers.length > 0 ? route.matchers : [emptyMatcher],
    channelIds: route?.effective.channelIds ?? [],
    groupBy: (route?.effective.groupBy ?? ["rule"]).join(", "),
    isContinued: route?.isContinued ?? false,
  };
  const done = (text: string) => {
    onClose();
    void queryClient.invalidateQueries({ queryKey: notificationKeys.all });
    notify({ tone: "ok", text });
  };
  const send = ({ name, matchers, channelIds, groupBy, isContinued }: Values) => {
    const body = {
      name,
      matchers: filledMatchers(matchers),
      channelIds: [...channelIds],
      groupBy: groupBy.split(",").flatMap((label) => (label.trim() === "" ? [] : [label.trim()])),
      isContinued,
    };
    if (!route) return createRouteRequest(body);
    // What is inherited and was left as it is stays inherited.
    const isAsInherited = (own: unknown, inherited: unknown, typed: unknown) =>
      own === null && JSON.stringify(inherited) === JSON.stringify(typed);
    return updateRouteRequest(route.id, {
      ...body,
      ...(isAsInherited(route.channelIds, route.effective.channelIds, body.channelIds) && { channelIds: null }),
      ...(isAsInherited(route.groupBy, route.effective.groupBy, body.groupBy) && { groupBy: null }),
    });
  };
  const { form, isSending, generalError, onSubmit } = useServerForm(initial, send, () => done("The route is saved"));
  const toggle = (id: string, isOn: boolean) =>
    form.setFieldValue("channelIds", isOn ? [...form.values.channelIds, id] : form.values.channelIds.filter((other) => other !== id));
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField label="Name" required autoComplete="off" {...form.getInputProps("name")} />
        {isRoot ? (
          <Notice tone="info">It takes every alert that no other route takes.</Notice>
        ) : (
          <MatcherFields
            value={form.values.matchers}
            onChange={(matchers) => form.setFieldValue("matchers", matchers)}
            error={form.getInputProps("matchers").error}
          />
        )}
        {channels.length === 0 && <Notice tone="warn">There is no channel yet: nobody would be told.</Notice>}
        {channels.map(({ id, name }) => (
          <CheckField
            key={id}
            name="channelIds"
            label={`Tell ${name}`}
            checked={form.values.channelIds.includes(id)}
            onChange={(event) => toggle(id, event.currentTarget.checked)}
          />
        ))}
        <TextField
          label="Told together by"
          hint="Labels with commas between them; none: everything of this route is one message"
          autoComplete="off"
          {...form.getInputProps("groupBy")}
        />
        {!isRoot && (
          <CheckField label="Go on" hint="later routes are asked too" {...form.getInputProps("isContinued", { type: "checkbox" })} />
        )}
        <ModalFooter>
          {route && !isRoot && (
            <Button variant="danger" onClick={() => setDeleting(true)}>
              Delete
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            {route ? "Save route" : "Create route"}
          </Button>
        </ModalFooter>
      </FormStack>
      {route && (
        <ConfirmDialog
          isOpen={isDeleting}
          onClose={() => setDeleting(false)}
          title={`Delete the route ${route.name}?`}
          confirmLabel="Delete route"
          isDanger
          onConfirm={() => deleteRouteRequest(route.id).then(() => done("The route is deleted"))}
        >
          <p>The routes below it are deleted too. Other routes take what it took.</p>
        </ConfirmDialog>
      )}
    </form>
  );
}
