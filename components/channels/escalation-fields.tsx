"use client";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { AlertChannel } from "#lib/notifications/schema";
import { Button, IconButton } from "../ui/button.tsx";
import { FieldSet } from "../ui/form/field-set.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { ChannelChecks } from "./channel-checks.tsx";
import css from "./route-form.module.css";
import type { StepValue } from "./route-values.ts";

interface EscalationFieldsProps {
  channels: readonly AlertChannel[];
  value: readonly StepValue[];
  onChange: (steps: readonly StepValue[]) => void;
  errorAt: (path: string) => string | undefined;
}

/** The API takes no more. */
const maxSteps = 10;

/** Who is told too while nobody acknowledges, and after how many minutes. */
export function EscalationFields({ channels, value, onChange, errorAt }: EscalationFieldsProps) {
  const change = (at: number, changes: Partial<StepValue>) =>
    onChange(value.map((step, index) => (index === at ? { ...step, ...changes } : step)));
  const next = String(Math.max(0, ...value.map(({ afterMinutes }) => Number(afterMinutes) || 0)) + 15);
  return (
    <>
      {value.length === 0 && <p className={css.inherited}>Nobody else is told, however long nobody acknowledges.</p>}
      {value.map(({ afterMinutes, channelIds }, index) => {
        const path = `escalation.${index}`;
        // A channel that was deleted meanwhile has its error at its own place.
        const channelError = errorAt(`${path}.channelIds`) ?? channelIds.map((_, at) => errorAt(`${path}.channelIds.${at}`)).find(Boolean);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place, and are controlled
          <div key={index} className={css.step}>
            <TextField
              label="Minutes without an acknowledgement"
              name={`${path}.afterMinutes`}
              inputMode="numeric"
              autoComplete="off"
              value={afterMinutes}
              error={errorAt(`${path}.afterMinutes`)}
              onChange={(event) => change(index, { afterMinutes: event.currentTarget.value })}
            />
            <IconButton label={`Remove step ${index + 1}`} onClick={() => onChange(value.filter((_, other) => other !== index))}>
              <IconTrash aria-hidden="true" />
            </IconButton>
            <FieldSet legend="Then tell too" error={channelError}>
              <ChannelChecks
                channels={channels}
                name={`${path}.channelIds`}
                value={channelIds}
                onChange={(ids) => change(index, { channelIds: ids })}
              />
            </FieldSet>
          </div>
        );
      })}
      {value.length < maxSteps && (
        <div>
          <Button
            variant="subtle"
            isSmall
            icon={<IconPlus aria-hidden="true" />}
            onClick={() => onChange([...value, { afterMinutes: next, channelIds: [] }])}
          >
            Add step
          </Button>
        </div>
      )}
    </>
  );
}
