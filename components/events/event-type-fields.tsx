"use client";
import { WebhookEventType } from "#lib/notifications/schema";
import { FieldSet } from "../ui/form/field-set.tsx";
import { CheckField } from "../ui/form/select-field.tsx";

interface EventTypeFieldsProps {
  value: readonly WebhookEventType[];
  onChange: (value: readonly WebhookEventType[]) => void;
  error: string | undefined;
}

const hints: Record<WebhookEventType, string> = {
  UserUsageBillingEvent: "traffic was billed",
  PackageExpiringEvent: "a package's time is over",
  "package.warning": "80 % or 95 % used, 7 days or a day left",
  "package.activated": "a package has begun",
  "package.consumed": "a package is used up or over",
};

/** What an endpoint is told. */
export function EventTypeFields({ value, onChange, error }: EventTypeFieldsProps) {
  const toggle = (type: WebhookEventType, isOn: boolean) =>
    onChange(WebhookEventType.options.filter((option) => (option === type ? isOn : value.includes(option))));
  return (
    <FieldSet legend="Events" error={error}>
      {WebhookEventType.options.map((type) => (
        <CheckField
          key={type}
          name="eventTypes"
          label={type}
          hint={hints[type]}
          checked={value.includes(type)}
          onChange={(event) => toggle(type, event.currentTarget.checked)}
        />
      ))}
    </FieldSet>
  );
}
