"use client";
import { useId, useMemo } from "react";
import { useTimeZone } from "../../providers/time-zone.tsx";
import type { FieldProps } from "./field.tsx";
import { TextField } from "./text-field.tsx";

type ZoneFieldProps = Omit<FieldProps, "isOptional"> & {
  name: string;
  value: string;
  onChange: React.ChangeEventHandler<HTMLInputElement>;
};

/** An IANA time zone: typed, with every name that this browser knows to choose from. The server says when there is none of it. */
export function ZoneField(props: ZoneFieldProps) {
  const listId = useId();
  const { zone, browserZone } = useTimeZone();
  const names = useMemo(() => [...new Set([zone, browserZone, "UTC", ...Intl.supportedValuesOf("timeZone")])], [zone, browserZone]);
  return (
    <>
      <TextField {...props} list={listId} autoComplete="off" spellCheck={false} />
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
