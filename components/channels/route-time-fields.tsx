"use client";
import type { RouteView } from "#lib/alerting/schema";
import { formatExactDuration } from "#lib/universal/time-format";
import { DurationField } from "../ui/form/duration-field.tsx";
import type { Form } from "../ui/form/use-form.ts";
import css from "./route-form.module.css";
import type { RouteValues } from "./route-values.ts";

const fields = [
  { name: "groupWaitS", label: "First message after", says: "so long a new group waits for others" },
  { name: "groupIntervalS", label: "News at most every", says: "of a group that was told" },
  { name: "repeatIntervalS", label: "Told again every", says: "what fires on and nobody has acknowledged" },
] as const;

interface RouteTimeFieldsProps {
  form: Form<RouteValues>;
  above: RouteView["effective"];
  /** What it is called that applies while a field is empty. */
  word: "Inherited" | "Default";
}

/** How long a group waits, how often it has news, and when it is repeated. An empty field is inherited. */
export function RouteTimeFields({ form, above, word }: RouteTimeFieldsProps) {
  return (
    <div className={css.times}>
      {fields.map(({ name, label, says }) => {
        const { value, error } = form.getInputProps(name);
        const inherited = formatExactDuration(above[name]);
        return (
          <DurationField
            key={name}
            label={label}
            name={name}
            value={value}
            error={error}
            fallbackS={above[name]}
            hint={
              value === ""
                ? `${word}: ${inherited}; ${says}`
                : `Empty: ${inherited}, ${word === "Default" ? "the default" : "as its parent"}; ${says}`
            }
            onChange={(seconds) => form.setFieldValue(name, seconds)}
          />
        );
      })}
    </div>
  );
}
