"use client";
import { ButtonLink } from "../ui/button.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ImportDone } from "./import-done.tsx";
import { ImportFileForm } from "./import-file-form.tsx";
import { ImportReport } from "./import-report.tsx";
import { useUserImport } from "./use-user-import.ts";

/** `/admin/users/import`: a file is checked first; what is wrong is told by line and column, then it is imported or not. */
export function ImportPage() {
  const state = useUserImport();
  return (
    <Stack>
      <PageHeader
        title="Import users"
        note="From a CSV file with the columns email, name and role"
        back={{ href: "/admin/users", label: "Users" }}
        actions={state.done && <ButtonLink href="/admin/users">To the users</ButtonLink>}
      />
      {state.done ? (
        <ImportDone result={state.done} onAgain={state.startAgain} />
      ) : (
        <>
          <ImportFileForm state={state} />
          <p className="fl-sr-only" role="status">
            {state.report && `Checked: ${state.report.valid} of ${state.report.total} rows can be imported`}
          </p>
          {state.report && <ImportReport report={state.report} state={state} />}
        </>
      )}
    </Stack>
  );
}
