"use client";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useState } from "react";
import { type ProblemErrors, problemErrors } from "./problem-errors.ts";

interface ServerForm<V extends Record<string, unknown>> {
  form: UseFormReturnType<V>;
  isSending: boolean;
  /** What belongs to no field; show it in a `<Notice tone="bad">` above the buttons. */
  generalError: string | undefined;
  onSubmit: (event?: React.FormEvent<HTMLFormElement>) => void;
}

/**
 * A form that is checked by the server: it sends the values, and puts the answer's errors beside their fields.
 * `send` throws (ApiError) when it fails; `onDone` gets what it returned.
 */
export function useServerForm<V extends Record<string, unknown>, R>(
  initialValues: V,
  send: (values: V) => Promise<R>,
  onDone: (result: R) => void,
): ServerForm<V> {
  const form = useForm<V>({ initialValues });
  const [isSending, setSending] = useState(false);
  const [generalError, setGeneralError] = useState<string>();
  const fail = (error: unknown) => {
    const { fields, general }: ProblemErrors = problemErrors(error, Object.keys(initialValues));
    form.setErrors(fields);
    setGeneralError(general);
  };
  const submit = async (values: V) => {
    setSending(true);
    setGeneralError(undefined);
    await send(values).then(onDone, fail);
    setSending(false);
  };
  return { form, isSending, generalError, onSubmit: form.onSubmit((values) => void submit(values)) };
}
