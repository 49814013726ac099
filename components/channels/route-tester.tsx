"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { testRoutesRequest } from "#lib/alerting/client";
import { AlertSource, type RoutesTested, Severity } from "#lib/alerting/schema";
import { severityWords, sourceWords } from "../alerts/alert-words.ts";
import { Button } from "../ui/button.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import css from "./route-tester.module.css";

/** Which route would an alert like this take, and who would be told? Asked of the server, by the same decision. */
export function RouteTester() {
  const [labels, setLabels] = useState<Record<string, string>>({ severity: "critical", source: "node" });
  const [own, setOwn] = useState("");
  const test = useMutation({ mutationFn: () => testRoutesRequest({ ...labels, ...labelsOfText(own) }) });
  const set = (name: string, value: string) => {
    setLabels({ ...labels, [name]: value });
    test.reset();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    test.mutate();
  };
  return (
    <Panel title="Which route would it take?" note="Nothing is sent">
      <form onSubmit={onSubmit}>
        <div className={css.fields}>
          <SelectField
            label="Severity"
            options={Severity.options.map((value) => ({ value, label: severityWords[value] }))}
            value={labels.severity}
            onChange={(event) => set("severity", event.currentTarget.value)}
          />
          <SelectField
            label="Source"
            options={AlertSource.options.map((value) => ({ value, label: sourceWords[value] }))}
            value={labels.source}
            onChange={(event) => set("source", event.currentTarget.value)}
          />
          <TextField
            label="Other labels"
            isOptional
            autoComplete="off"
            hint="Such as country=DE, rule=Node offline"
            value={own}
            onChange={(event) => {
              setOwn(event.currentTarget.value);
              test.reset();
            }}
          />
          <div className={css.ask}>
            <Button type="submit" isLoading={test.isPending}>
              Ask
            </Button>
          </div>
        </div>
        {test.error && <Notice tone="bad">{reasonOf(test.error)}.</Notice>}
        {test.data && <Answer tested={test.data} />}
      </form>
    </Panel>
  );
}

function Answer({ tested: { routes } }: { tested: RoutesTested }) {
  const isHeard = routes.some(({ channels }) => channels.some(({ isEnabled }) => isEnabled));
  const words = routes.map(({ name, channels }) => {
    const told = channels.map((channel) => (channel.isEnabled ? channel.name : `${channel.name} (switched off)`));
    return `${name}: ${told.length > 0 ? told.join(", ") : "nobody"}`;
  });
  return (
    <Notice tone={isHeard ? "ok" : "warn"} title={isHeard ? "Somebody would be told" : "Nobody would be told"}>
      {words.join("; ") || "There is no route yet"}
    </Notice>
  );
}

/** `country=DE, rule=Node offline` */
function labelsOfText(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(",").flatMap((part) => {
      const [name = "", ...value] = part.split("=");
      return name.trim() === "" ? [] : [[name.trim(), value.join("=").trim()]];
    }),
  );
}
