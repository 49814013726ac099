"use client";
import type { UserImport } from "#lib/auth/schema";
import { csvLine } from "#lib/universal/csv";
import { locale } from "#lib/universal/locale";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { DownloadButton } from "../ui/download-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { CheckField } from "../ui/form/select-field.tsx";
import { Kpi } from "../ui/kpi.tsx";
import { Grid } from "../ui/layout.tsx";
import { Panel } from "../ui/panel.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { importButton } from "./import-button.ts";
import { importProblemColumns, importUserColumns } from "./import-columns.tsx";
import type { UserImportState } from "./use-user-import.ts";

/** Rows that a browser draws without effort; the download has all. */
const shownRows = 100;
const number = new Intl.NumberFormat(locale);

/** What a check found: how much is good, what is wrong where, and what would be created. */
export function ImportReport({ report, state }: { report: UserImport; state: UserImportState }) {
  const { total, valid, invalid, rejected, users } = report;
  return (
    <>
      <Grid columns={3}>
        <Kpi label="Rows" value={number.format(total)} note="below the header" />
        <Kpi label="Can be imported" value={number.format(valid)} note={valid === total ? "all of them" : "the good ones"} />
        <Kpi
          label="Cannot be imported"
          value={number.format(invalid)}
          note={invalid === 0 ? "nothing is wrong" : "see the problems below"}
        />
      </Grid>
      {rejected.length > 0 && (
        <Panel
          title="Problems"
          note={total === 0 ? "The file cannot be used as it is" : "By line and column of the file"}
          isFlush
          actions={
            <DownloadButton isSmall variant="subtle" filename="import-problems.csv" text={() => problemsCsv(rejected)}>
              CSV
            </DownloadButton>
          }
        >
          <DataTable
            name="import-problems"
            label="problems"
            columns={importProblemColumns}
            rows={rejected.slice(0, shownRows)}
            total={rejected.length}
            rowKey={(_, index) => index}
            empty={null}
          />
        </Panel>
      )}
      {total > 0 && (
        <Panel title="New users" note="Nothing has been written yet" isFlush>
          <DataTable
            name="import-users"
            label="users"
            columns={importUserColumns}
            rows={users.slice(0, shownRows)}
            total={users.length}
            rowKey={({ line }) => line}
            empty={
              <EmptyState kind="nothing_matches" title="There is nothing to import">
                Every row of the file has a problem.
              </EmptyState>
            }
          />
        </Panel>
      )}
      {users.length > 0 && <WritePanel report={report} state={state} />}
    </>
  );
}

function WritePanel({ report, state }: { report: UserImport; state: UserImportState }) {
  const { label, skipInvalid } = importButton(report);
  return (
    <Panel title="Import" note={skipInvalid ? "Rows with a problem are left out" : "All rows of the file, or none"}>
      <FormStack>
        <CheckField
          label="Make a password link for each"
          hint="Shown once after the import, as a file; each works once, for 7 days"
          checked={state.withLinks}
          onChange={(event) => state.setWithLinks(event.currentTarget.checked)}
        />
        <ModalFooter>
          <Button variant="primary" isLoading={state.isBusy} onClick={() => void state.write(skipInvalid)}>
            {label}
          </Button>
        </ModalFooter>
      </FormStack>
    </Panel>
  );
}

function problemsCsv(problems: UserImport["rejected"]): string {
  const rows = problems.map(({ line, column, code, detail, value }) => [line, column, code, detail, value]);
  return [["line", "column", "code", "detail", "value"], ...rows].map(csvLine).join("");
}
