"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { alertKeys, createSilenceRequest } from "#lib/alerting/client";
import { ApiError } from "#lib/universal/api-client";
import { fromWallClock } from "#lib/universal/wall-clock";
import { useTimeZone } from "../providers/time-zone.tsx";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";
import { EndFields } from "./end-fields.tsx";
import { MatchPreview } from "./match-preview.tsx";
import { MatcherFields } from "./matcher-fields.tsx";
import { emptyMatcher, filledMatchers, type MatcherValue } from "./matcher-values.ts";
import { endForApi } from "./silence-times.ts";

interface SilenceDialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** What it silences at first: `matchersOfAlert(alert)`; empty for a silence from nothing. */
  matchers?: readonly MatcherValue[];
}

/** A new silence: which alerts, how long, and why; what it matches is shown while one types. */
export function SilenceDialog({ isOpen, onClose, matchers = [] }: SilenceDialogProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title="New silence" kind="wide">
      {isOpen && <SilenceForm matchers={matchers.length > 0 ? matchers : [emptyMatcher]} onClose={onClose} />}
    </Modal>
  );
}

interface Values extends Record<string, unknown> {
  matchers: readonly MatcherValue[];
  from: string;
  duration: string;
  to: string;
  comment: string;
}

function SilenceForm({ matchers, onClose }: { matchers: readonly MatcherValue[]; onClose: () => void }) {
  const { zone } = useTimeZone();
  const queryClient = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const send = ({ matchers: rows, from, comment, ...end }: Values) =>
    createSilenceRequest({
      matchers: filledMatchers(rows),
      comment,
      ...(from !== "" && { from: fromWallClock(from, zone)?.toISOString() ?? from }),
      ...endForApi(end, zone),
      ...(isAsked && { confirm: true }),
    }).catch((error: unknown) => {
      if (!(error instanceof ApiError) || error.code !== "confirmation_required") throw error;
      setAsked(true);
      return undefined;
    });
  const initial: Values = { matchers, from: "", duration: "7200", to: "", comment: "" };
  const { form, isSending, generalError, onSubmit } = useServerForm(initial, send, (silence) => {
    if (!silence) return;
    void queryClient.invalidateQueries({ queryKey: alertKeys.all });
    notify({ tone: "ok", text: `Silenced: ${silence.words}` });
    onClose();
  });
  const changeMatchers = (rows: readonly MatcherValue[]) => {
    setAsked(false);
    form.setFieldValue("matchers", rows);
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <MatcherFields value={form.values.matchers} onChange={changeMatchers} errorAt={form.errorAt} />
        <MatchPreview matchers={form.values.matchers} does="would be silenced" />
        <TextField label="Begins" type="datetime-local" isOptional hint={`Now, unless said; in ${zone}`} {...form.getInputProps("from")} />
        <EndFields form={form} label="Lasts" />
        <TextField label="Why" required autoComplete="off" hint="Stands on every alert that it mutes" {...form.getInputProps("comment")} />
        {isAsked && (
          <Notice tone="warn" title="It matches nothing that fires now">
            Make it anyway for what may fire later, or look at the conditions again.
          </Notice>
        )}
        <ModalFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            {isAsked ? "Silence anyway" : "Silence"}
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
