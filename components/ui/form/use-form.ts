"use client";
import { type ChangeEvent, useRef, useState } from "react";

type Change = (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) => void;

interface TextInputProps {
  name: string;
  value: string;
  onChange: Change;
  error: string | undefined;
}

interface CheckInputProps {
  name: string;
  checked: boolean;
  onChange: Change;
  error: string | undefined;
}

/** Values and errors of a form, by field name. */
export interface Form<V extends Record<string, unknown>> {
  values: V;
  /** The values of this very moment, for callbacks that were made earlier. */
  getValues: () => V;
  /** Everything a text, number or select field needs: `<TextField {...form.getInputProps("name")} />`. */
  getInputProps(name: keyof V & string): TextInputProps;
  /** The same for a checkbox. */
  getInputProps(name: keyof V & string, options: { type: "checkbox" }): CheckInputProps;
  /** The error of something within a field: of `escalation.0.afterMinutes`. Exactly there, not below. */
  errorAt: (path: string) => string | undefined;
  setFieldValue: <K extends keyof V & string>(name: K, value: V[K]) => void;
  setErrors: (errors: Record<string, string>) => void;
  /** Whether a value differs from what it was at first, or at the last `resetDirty`. */
  isDirty: () => boolean;
  resetDirty: (values: V) => void;
}

/** The state of a form. A field's error goes as soon as the field is changed. */
export function useForm<V extends Record<string, unknown>>(initialValues: V): Form<V> {
  const [values, setValues] = useState(initialValues);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [clean, setClean] = useState(initialValues);
  const latest = useRef(values);
  const setFieldValue = <K extends keyof V & string>(name: K, value: V[K]) => {
    latest.current = { ...latest.current, [name]: value };
    setValues(latest.current);
    setErrors((all) => Object.fromEntries(Object.entries(all).filter(([path]) => path !== name && !path.startsWith(`${name}.`))));
  };
  const isDirty = () => Object.keys(latest.current).some((name) => latest.current[name] !== clean[name]);

  function getInputProps(name: keyof V & string): TextInputProps;
  function getInputProps(name: keyof V & string, options: { type: "checkbox" }): CheckInputProps;
  function getInputProps(name: keyof V & string, options?: { type: "checkbox" }): TextInputProps | CheckInputProps {
    const error = errors[name];
    if (options) {
      const onChange: Change = ({ currentTarget }) =>
        setFieldValue(name, ("checked" in currentTarget && currentTarget.checked) as V[typeof name]);
      return { name, checked: values[name] === true, onChange, error };
    }
    const onChange: Change = ({ currentTarget }) => setFieldValue(name, currentTarget.value as V[typeof name]);
    return { name, value: String(values[name] ?? ""), onChange, error };
  }

  const errorAt = (path: string) => errors[path];
  return { values, getValues: () => latest.current, getInputProps, errorAt, setFieldValue, setErrors, isDirty, resetDirty: setClean };
}
