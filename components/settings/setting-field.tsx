"use client";
import { IconRestore } from "@tabler/icons-react";
import type { Setting } from "#lib/settings/schema";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { Notice } from "../ui/notice.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import css from "./setting-field.module.css";
import { valueWords } from "./setting-values.ts";

interface SettingFieldProps {
  setting: Setting;
  text: string;
  error: string | undefined;
  isReadOnly: boolean;
  onChange: (text: string) => void;
}

/** One setting: its field with unit, what it decides, its bounds and default, and where the value comes from. */
export function SettingField({ setting, text, error, isReadOnly, onChange }: SettingFieldProps) {
  const { key, title, description, unit, min, max, mayBeForEver, problem } = setting;
  const isReset = text.trim() === "";
  return (
    <div className={css.setting}>
      <TextField
        name={key}
        label={`${title}, ${unit}`}
        hint={description}
        error={error}
        inputMode="numeric"
        autoComplete="off"
        readOnly={isReadOnly}
        placeholder={mayBeForEver ? "for ever" : `${setting.default}`}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {problem && <Notice tone="warn">{problem}; the default applies.</Notice>}
      <p className={css.about}>
        <Source setting={setting} />
        <span>
          {min} to {max}
          {mayBeForEver && ", or empty"}
        </span>
        {!isReadOnly && setting.source === "setting" && !isReset && (
          <Button isSmall variant="subtle" icon={<IconRestore aria-hidden="true" />} onClick={() => onChange("")}>
            Default: {valueWords(setting.default, unit)}
          </Button>
        )}
      </p>
    </div>
  );
}

/** `Set by ada 3 min ago`, `From NODE_OFFLINE_TIMEOUT_S`, `Default`. */
function Source({ setting: { source, environment, updatedAt, updatedBy } }: { setting: Setting }) {
  const change = updatedAt && (
    <>
      {" by "}
      {updatedBy} <RelativeTime at={updatedAt} />
    </>
  );
  if (source === "setting") return <span className={css.set}>Set{change}</span>;
  const words = source === "environment" ? `From ${environment}` : "Default";
  return (
    <span>
      {words}
      {change && <>, reset{change}</>}
    </span>
  );
}
