"use client";
import { type ChangeEvent, useState } from "react";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { Field, FormStack } from "../ui/form/field.tsx";
import { TextAreaField } from "../ui/form/text-field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { readTextFile } from "./read-text-file.ts";
import type { UserImportState } from "./use-user-import.ts";

const example = "email,name,role\nada@example.org,Ada Lovelace,user\ngrace@example.org,Grace Hopper,admin";

/** A file is chosen or its text pasted, then checked. */
export function ImportFileForm({ state }: { state: UserImportState }) {
  const [fileError, setFileError] = useState<string>();
  const choose = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [file] = currentTarget.files ?? [];
    if (!file) return;
    const { text, error } = await readTextFile(file);
    setFileError(error);
    state.setCsv(text);
  };
  const setCsv = (csv: string) => {
    setFileError(undefined);
    state.setCsv(csv);
  };
  return (
    <Panel title="File" note="Checking writes nothing">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void state.check();
        }}
      >
        <FormStack>
          <Field label="CSV file" error={fileError}>
            {(control) => <input {...control} type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" onChange={choose} />}
          </Field>
          <TextAreaField
            label="Or its text"
            rows={8}
            isMono
            placeholder={example}
            spellCheck={false}
            value={state.csv}
            onChange={(event) => setCsv(event.currentTarget.value)}
            hint="The first line names the columns, in any order. Only email must be there; without a role it is user. Comma, semicolon or tab between cells."
          />
          {state.error && <Notice tone="bad">{state.error}</Notice>}
          <ModalFooter>
            <Button
              type="submit"
              variant={state.report ? "default" : "primary"}
              isLoading={state.isBusy && !state.report}
              disabled={state.csv.trim() === ""}
            >
              Check file
            </Button>
          </ModalFooter>
        </FormStack>
      </form>
    </Panel>
  );
}
