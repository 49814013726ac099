"use client";
import { useQuery } from "@tanstack/react-query";
import { alertFacetsQuery } from "#lib/alerting/client";
import { type AlertFacets as Counts, Severity } from "#lib/alerting/schema";
import { locale } from "#lib/universal/locale";
import css from "./alert-facets.module.css";
import { alertFilterOf } from "./alert-filter-params.ts";
import { severityWords, sourceWords } from "./alert-words.ts";
import { useAlertParams } from "./use-alert-params.ts";

const number = new Intl.NumberFormat(locale);

interface Chip {
  label: string;
  count: number | undefined;
  isChosen: boolean;
  choose: () => void;
}

/** Every other choice of the filter with how many alerts it would bring; the chosen one again takes it back. */
export function AlertFacets() {
  const [params, setParams] = useAlertParams();
  const { data } = useQuery(alertFacetsQuery(alertFilterOf(params)));
  const counts: Counts | undefined = data ?? undefined;
  const { status, severity, source, acknowledged, muted } = params;
  const statuses = [
    { value: "firing", label: "Firing", count: counts?.status.firing },
    { value: "resolved", label: "Resolved", count: counts?.status.resolved },
    { value: "all", label: "All", count: counts && counts.status.firing + counts.status.resolved },
  ] as const;
  const flags = [
    { name: "acknowledged", chosen: acknowledged, value: "no", label: "Not acknowledged", count: counts?.unacknowledged },
    { name: "acknowledged", chosen: acknowledged, value: "yes", label: "Acknowledged", count: counts?.acknowledged },
    { name: "muted", chosen: muted, value: "no", label: "Not muted", count: counts?.unmuted },
    { name: "muted", chosen: muted, value: "yes", label: "Muted", count: counts?.muted },
  ] as const;
  const sources = Object.entries(sourceWords).filter(
    ([value]) => value === source || (counts?.source[value as keyof typeof sourceWords] ?? 0) > 0,
  );
  return (
    <div className={css.facets}>
      <Chips
        label="Status"
        chips={statuses.map(({ value, label, count }) => ({
          label,
          count,
          isChosen: status === value,
          choose: () => void setParams({ status: value }),
        }))}
      />
      <Chips
        label="Severity"
        chips={Severity.options.toReversed().map((value) => ({
          label: severityWords[value],
          count: counts?.severity[value],
          isChosen: severity === value,
          choose: () => void setParams({ severity: severity === value ? null : value }),
        }))}
      />
      <Chips
        label="Acknowledged and muted"
        chips={flags.map(({ name, chosen, value, label, count }) => ({
          label,
          count,
          isChosen: chosen === value,
          choose: () => void setParams({ [name]: chosen === value ? null : value }),
        }))}
      />
      {sources.length > 0 && (
        <Chips
          label="Source"
          chips={(sources as [keyof typeof sourceWords, string][]).map(([value, label]) => ({
            label,
            count: counts?.source[value] ?? 0,
            isChosen: source === value,
            choose: () => void setParams({ source: source === value ? null : value }),
          }))}
        />
      )}
    </div>
  );
}

function Chips({ label, chips }: { label: string; chips: readonly Chip[] }) {
  return (
    <fieldset className={css.group}>
      <legend className="fl-sr-only">{label}</legend>
      {chips.map(({ label: name, count, isChosen, choose }) => (
        <button key={name} type="button" className={css.chip} aria-pressed={isChosen} onClick={choose}>
          {name} <span className={css.count}>{count === undefined ? "…" : number.format(count)}</span>
        </button>
      ))}
    </fieldset>
  );
}
