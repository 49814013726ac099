"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { importRulesRequest } from "#lib/alerting/client";
import type { RuleImport } from "#lib/alerting/schema";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { Field, FormStack } from "../ui/form/field.tsx";
import { TextAreaField } from "../ui/form/text-field.tsx";
import { Notice } from "../ui/notice.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { readTextFile } from "../users/read-text-file.ts";
import { plannedRuleColumns, ruleProblemColumns } from "./import-columns.tsx";
import { useRuleDone } from "./use-rule-done.ts";

/** Rules from a YAML file: checked first, then written, all or none. */
export function ImportRulesDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title="Import rules" kind="wide" isSticky>
      <ImportRules onClose={onClose} />
    </Modal>
  );
}

function ImportRules({ onClose }: { onClose: () => void }) {
  const [yaml, setYaml] = useState("");
  const [fileError, setFileError] = useState<string>();
  const done = useRuleDone();
  const check = useMutation({ mutationFn: () => importRulesRequest({ yaml }) });
  const write = useMutation({
    mutationFn: () => importRulesRequest({ yaml, dryRun: false }),
    onSuccess: ({ created, updated }) => {
      onClose();
      done(`${ruleCount(created)} made, ${updated} changed`);
    },
  });
  const setText = (text: string, error?: string) => {
    setYaml(text);
    setFileError(error);
    check.reset();
    write.reset();
  };
  const report = check.data;
  const error = write.error ?? check.error;
  const isGood = report !== undefined && report.problems.length === 0;
  return (
    <FormStack>
      <Field label="YAML file" error={fileError}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".yaml,.yml,text/yaml,application/yaml"
            onChange={async ({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (!file) return;
              const read = await readTextFile(file);
              setText(read.text, read.error);
            }}
          />
        )}
      </Field>
      <TextAreaField
        label="Or its text"
        rows={8}
        isMono
        spellCheck={false}
        value={yaml}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        hint="Rules of a name that exists are changed, others made; rules that the file does not name stay as they are."
      />
      {error && <Notice tone="bad">{reasonOf(error)}</Notice>}
      {report && <ImportReport report={report} />}
      <ModalFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant={isGood ? "default" : "primary"}
          isLoading={check.isPending}
          disabled={yaml.trim() === ""}
          onClick={() => check.mutate()}
        >
          Check file
        </Button>
        {isGood && (
          <Button
            variant="primary"
            isLoading={write.isPending}
            disabled={report.created + report.updated === 0}
            onClick={() => write.mutate()}
          >
            {`Import ${ruleCount(report.created + report.updated)}`}
          </Button>
        )}
      </ModalFooter>
    </FormStack>
  );
}

function ImportReport({ report }: { report: RuleImport }) {
  const { problems, rules, created, updated, unchanged } = report;
  if (problems.length > 0)
    return (
      <DataTable
        name="rule-import-problems"
        label="problems"
        columns={ruleProblemColumns}
        rows={problems}
        rowKey={(_, index) => index}
        empty={null}
      />
    );
  return (
    <>
      <Notice tone="ok">{`${ruleCount(created)} would be made, ${updated} changed, ${unchanged} stay as they are. Nothing has been written yet.`}</Notice>
      <DataTable name="rule-import" label="rules" columns={plannedRuleColumns} rows={rules} rowKey={({ line }) => line} empty={null} />
    </>
  );
}

function ruleCount(count: number): string {
  return count === 1 ? "1 rule" : `${count} rules`;
}
