"use client";
import { IconX } from "@tabler/icons-react";
import { useQueryStates } from "nuqs";
import type { QueueFilter } from "#lib/package-queue/schema";
import { Button } from "../ui/button.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { SearchField } from "../ui/table/search-field.tsx";
import { queueFilterOf, queueFilterParams } from "./queue-filter-params.ts";

const statuses = [
  { value: "all", label: "All" },
  { value: "in_queue", label: "Waiting" },
  { value: "active", label: "Active" },
  { value: "consumed", label: "Consumed" },
  { value: "cancelled", label: "Cancelled" },
] as const;

/** What the page's list is narrowed to, from the URL. */
export function useQueueFilter(): QueueFilter {
  return queueFilterOf(useQueryStates(queueFilterParams)[0]);
}

interface QueueFiltersProps {
  /** The name of the series that is chosen, the e-mail of the user; undefined when they are not known (yet). */
  seriesName: string | undefined;
  userEmail: string | undefined;
}

export function QueueFilters({ seriesName, userEmail }: QueueFiltersProps) {
  const [{ status, series, user }, setParams] = useQueryStates(queueFilterParams);
  return (
    <>
      <SearchField label="Search by e-mail" />
      <SearchField label="Whole order number" name="order" />
      <Segmented
        label="Status"
        options={statuses}
        value={status ?? "all"}
        onChange={(value) => void setParams({ status: value === "all" ? null : value })}
      />
      {series && <Chosen what="series" name={seriesName ?? "one series"} onClear={() => void setParams({ series: null })} />}
      {user && <Chosen what="users" name={userEmail ?? "one user"} onClear={() => void setParams({ user: null })} />}
    </>
  );
}

function Chosen({ what, name, onClear }: { what: string; name: string; onClear: () => void }) {
  return (
    <Button
      isSmall
      icon={<IconX aria-hidden="true" />}
      title={`Show all ${what}`}
      aria-label={`${name}, show all ${what}`}
      onClick={onClear}
    >
      {name}
    </Button>
  );
}
