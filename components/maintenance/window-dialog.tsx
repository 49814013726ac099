"use client";
import { useQueryClient } from "@tanstack/react-query";
import { alertKeys, createMaintenanceWindowRequest, updateMaintenanceWindowRequest } from "#lib/alerting/client";
import type { MaintenanceWindowView } from "#lib/alerting/schema";
import { useTimeZone } from "../providers/time-zone.tsx";
import { MatchPreview } from "../silences/match-preview.tsx";
import { MatcherFields } from "../silences/matcher-fields.tsx";
import { emptyMatcher, filledMatchers, type MatcherValue } from "../silences/matcher-values.ts";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { CheckField, SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { ScheduleFields } from "./schedule-fields.tsx";
import { type ScheduleValues, scheduleOf, valuesOf } from "./schedule-values.ts";

interface WindowDialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** The window that is changed; undefined for a new one. */
  window?: MaintenanceWindowView | undefined;
}

/** Plans a window, or changes one. */
export function WindowDialog({ isOpen, onClose, window }: WindowDialogProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={window ? `Change ${window.name}` : "New maintenance window"} kind="wide">
      {isOpen && <WindowForm window={window} onClose={onClose} />}
    </Modal>
  );
}

interface Values extends ScheduleValues, Record<string, unknown> {
  name: string;
  matchers: readonly MatcherValue[];
  isEnabled: boolean;
  /** Errors of its times stand here. */
  schedule: undefined;
}

function WindowForm({ window, onClose }: Pick<WindowDialogProps, "window" | "onClose">) {
  const { zone } = useTimeZone();
  const queryClient = useQueryClient();
  const initial: Values = {
    name: window?.name ?? "",
    matchers: window?.matchers ?? [emptyMatcher],
    isEnabled: window?.isEnabled ?? true,
    schedule: undefined,
    ...valuesOf(window, zone),
  };
  const send = ({ name, matchers, isEnabled, ...times }: Values) => {
    const input = { name, isEnabled, matchers: filledMatchers(matchers), schedule: scheduleOf(times, zone) };
    return window ? updateMaintenanceWindowRequest({ id: window.id, ...input }) : createMaintenanceWindowRequest(input);
  };
  const { form, isSending, generalError, onSubmit } = useServerForm(initial, send, () => {
    void queryClient.invalidateQueries({ queryKey: alertKeys.all });
    onClose();
  });
  const scheduleError = form.getInputProps("schedule").error;
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField label="Name" required autoComplete="off" placeholder="Weekly reboot" {...form.getInputProps("name")} />
        <SelectField
          label="When"
          options={[
            { value: "weekly", label: "Every week" },
            { value: "once", label: "Once" },
          ]}
          {...form.getInputProps("kind")}
        />
        <ScheduleFields form={form} />
        {scheduleError && <Notice tone="bad">{scheduleError}</Notice>}
        <MatcherFields value={form.values.matchers} onChange={(rows) => form.setFieldValue("matchers", rows)} errorAt={form.errorAt} />
        <MatchPreview matchers={form.values.matchers} does="would be muted during the window" />
        <CheckField label="Switched on" {...form.getInputProps("isEnabled", { type: "checkbox" })} />
        <ModalFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            {window ? "Save" : "Plan window"}
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
