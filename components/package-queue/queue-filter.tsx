"use client";
import { IconX } from "@tabler/icons-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { type QueueFilter, QueueStatus } from "#lib/package-queue/schema";
import { Button } from "../ui/button.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { SearchField, useSearchText } from "../ui/table/search-field.tsx";

const statuses = [
  { value: "all", label: "All" },
  { value: "in_queue", label: "Waiting" },
  { value: "active", label: "Active" },
  { value: "consumed", label: "Consumed" },
  { value: "cancelled", label: "Cancelled" },
] as const;

const parsers = {
  status: parseAsStringLiteral(QueueStatus.options),
  series: parseAsString,
  user: parseAsString,
};

/** Status, series and user of the URL; a change writes it back. */
export function useQueueParams() {
  return useQueryStates(parsers);
}

/** What the page's list is narrowed to, from the URL; empty shows all. */
export function useQueueFilter(): QueueFilter {
  const [{ status, series, user }] = useQueueParams();
  const q = useSearchText();
  const orderId = useSearchText("order");
  return {
    ...(status && { status }),
    ...(series && { series }),
    ...(user && { userId: user }),
    ...(q && { q }),
    ...(orderId && { orderId }),
  };
}

/** The part of the filter that says whose items, without which ones: what the counts are of. */
export function peopleOf({ userId, q, orderId }: QueueFilter): QueueFilter {
  return { ...(userId && { userId }), ...(q && { q }), ...(orderId && { orderId }) };
}

interface QueueFiltersProps {
  /** The name of the series that is chosen, the e-mail of the user; undefined when they are not known (yet). */
  seriesName: string | undefined;
  userEmail: string | undefined;
}

export function QueueFilters({ seriesName, userEmail }: QueueFiltersProps) {
  const [{ status, series, user }, setParams] = useQueueParams();
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
