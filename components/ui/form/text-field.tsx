"use client";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { type ComponentProps, useState } from "react";
import { IconButton } from "../button.tsx";
import { classNames } from "../class-names.ts";
import css from "./field.module.css";
import { Field, type FieldProps } from "./field.tsx";

type TextFieldProps = FieldProps & { isMono?: boolean } & Omit<ComponentProps<"input">, "className" | "id">;

/** One line of text: `<TextField label="Name" {...form.getInputProps("name")} />`. */
export function TextField({ label, hint, error, isOptional, isMono, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional}>
      {(control) => <input type="text" {...input} {...control} className={classNames(control.className, isMono && css.mono)} />}
    </Field>
  );
}

/** A password with a button that shows it. `autoComplete` says which: `current-password` or `new-password`. */
export function PasswordField({ label, hint, error, isOptional, ...input }: Omit<TextFieldProps, "type" | "isMono">) {
  const [isVisible, setVisible] = useState(false);
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional}>
      {(control) => (
        <div className={css.withButton}>
          <input {...input} {...control} type={isVisible ? "text" : "password"} />
          <IconButton isSmall label={isVisible ? "Hide password" : "Show password"} onClick={() => setVisible(!isVisible)}>
            {isVisible ? <IconEyeOff aria-hidden="true" /> : <IconEye aria-hidden="true" />}
          </IconButton>
        </div>
      )}
    </Field>
  );
}

/** Several lines of text. */
export function TextAreaField({
  label,
  hint,
  error,
  isOptional,
  isMono,
  ...input
}: FieldProps & { isMono?: boolean } & Omit<ComponentProps<"textarea">, "className" | "id">) {
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional}>
      {(control) => <textarea {...input} {...control} className={classNames(control.className, isMono && css.mono)} />}
    </Field>
  );
}
