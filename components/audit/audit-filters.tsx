"use client";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { auditNamesQuery } from "#lib/auth/client";
import { actionWords, kindWords } from "../admin/audit-words.ts";
import { Button } from "../ui/button.tsx";
import css from "./audit-filters.module.css";
import { FilterSelect, FilterText } from "./filter-fields.tsx";
import type { useAuditFilter } from "./use-audit-filter.ts";

/** Who, what, on what: each narrows the table, all of them add up. */
export function AuditFilters({ values, set }: Pick<ReturnType<typeof useAuditFilter>, "values" | "set">) {
  const { data } = useQuery(auditNamesQuery());
  const actorsId = useId();
  const isAny = Object.values(values).some((value) => value !== null && value !== "");
  return (
    <div className={css.filters}>
      <FilterText
        label="Actor"
        hint="Whole e-mail, key or job"
        listId={actorsId}
        value={values.actor}
        onChange={(actor) => void set({ actor })}
        isPageSearch
      />
      <datalist id={actorsId}>
        {data?.actors.map((actor) => (
          <option key={actor} value={actor} />
        ))}
      </datalist>
      <FilterSelect
        label="Action"
        all="Any action"
        value={values.action}
        options={(data?.actions ?? []).map((action) => ({ value: action, label: optionWords(action) }))}
        onChange={(action) => void set({ action })}
      />
      <FilterSelect
        label="Subject"
        all="Any subject"
        value={values.kind}
        options={(data?.subjectKinds ?? []).map((kind) => ({ value: kind, label: kindWords(kind) }))}
        onChange={(kind) => void set({ kind })}
      />
      <FilterText label="Subject id" hint="Whole id" value={values.subject} onChange={(subject) => void set({ subject })} />
      {values.actorId && (
        <Button isSmall icon={<IconX aria-hidden="true" />} onClick={() => void set({ actorId: null })}>
          One actor, {values.actorId.slice(0, 8)}
        </Button>
      )}
      {isAny && (
        <Button isSmall variant="subtle" onClick={() => void set({ actor: null, actorId: null, action: null, kind: null, subject: null })}>
          Clear filters
        </Button>
      )}
    </div>
  );
}

/** `node-server.rotate-token` → `node server: rotate token`. */
function optionWords(action: string): string {
  return `${kindWords(action.split(".").slice(0, -1).join(" "))}: ${actionWords(action).toLowerCase()}`;
}
