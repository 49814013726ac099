"use client";
import type { AlertChannel } from "#lib/notifications/schema";
import { Choices } from "../ui/form/field-set.tsx";
import { CheckField } from "../ui/form/select-field.tsx";

interface ChannelChecksProps {
  channels: readonly Pick<AlertChannel, "id" | "name" | "isEnabled">[];
  value: readonly string[];
  onChange: (ids: readonly string[]) => void;
  /** Where the server's errors about them are. */
  name: string;
}

/** Which channels are told. One that is switched off may be chosen, and says so. */
export function ChannelChecks({ channels, value, onChange, name }: ChannelChecksProps) {
  if (channels.length === 0) return <p>There is no channel yet; make one first.</p>;
  return (
    <Choices>
      {channels.map(({ id, name: label, isEnabled }) => (
        <CheckField
          key={id}
          name={name}
          label={label}
          {...(!isEnabled && { hint: "switched off" })}
          checked={value.includes(id)}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? [...value, id] : value.filter((other) => other !== id))}
        />
      ))}
    </Choices>
  );
}
