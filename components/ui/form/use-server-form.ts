"use client";
import { type FormEvent, useState } from "react";
import { problemErrors } from "./problem-errors.ts";
import { type Form, useForm } from "./use-form.ts";

interface ServerForm<V extends Record<string, unknown>> {
  form: Form<V>;
  isSending: boolean;
  /** What belongs to no field; show it in a `<Notice tone="bad">` above the buttons. */
  generalError: string | undefined;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

/**
 * A form that is checked by the server: it sends the values, puts the answer's errors beside their fields and the focus
 * on the first of them. `send` throws (ApiError) when it fails; `onDone` gets what it returned.
 */
export function useServerForm<V extends Record<string, unknown>, R>(
  initialValues: V,
  send: (values: V) => Promise<R>,
  onDone: (result: R) => void,
): ServerForm<V> {
  const form = useForm(initialValues);
  const [isSending, setSending] = useState(false);
  const [generalError, setGeneralError] = useState<string>();
  const submit = async (element: HTMLFormElement) => {
    setSending(true);
    setGeneralError(undefined);
    form.setErrors({});
    const fail = (error: unknown) => {
      const { fields, general } = problemErrors(error, Object.keys(initialValues));
      form.setErrors(fields);
      setGeneralError(general);
      firstNamed(element, fields)?.focus();
    };
    await send(form.getValues()).then(onDone, fail);
    setSending(false);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // A form in a dialog stands inside other forms' React trees.
    event.stopPropagation();
    if (!isSending) void submit(event.currentTarget);
  };
  return { form, isSending, generalError, onSubmit };
}

/** The first control that an error is about; where it is about several (a list), the first of them. */
function firstNamed(form: HTMLFormElement, errors: Readonly<Record<string, string>>): HTMLElement | undefined {
  const controls = [...form.elements].flatMap((field) =>
    field instanceof HTMLElement && "name" in field && typeof field.name === "string" && field.name !== ""
      ? [{ field, name: field.name }]
      : [],
  );
  const paths = Object.keys(errors);
  const found =
    controls.find(({ name }) => name in errors) ?? controls.find(({ name }) => paths.some((path) => name.startsWith(`${path}.`)));
  return found?.field;
}
