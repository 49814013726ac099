"use client";
import { IconX } from "@tabler/icons-react";
import { Button } from "../ui/button.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { SearchField } from "../ui/table/search-field.tsx";
import { resourceWords } from "./alert-words.ts";
import { useAlertParams } from "./use-alert-params.ts";

const orders = [
  { value: "newest", label: "Newest" },
  { value: "oldest", label: "Oldest" },
  { value: "severity", label: "Worst" },
] as const;

/** Search, order, and what a link has narrowed the list to. */
export function AlertToolbar() {
  const [{ sort, type, resource, rule }, setParams] = useAlertParams();
  return (
    <>
      <SearchField label="Search alerts" />
      <Segmented label="Order" options={orders} value={sort} onChange={(value) => void setParams({ sort: value })} />
      {(type || resource) && (
        <Button isSmall icon={<IconX aria-hidden="true" />} onClick={() => void setParams({ type: null, resource: null })}>
          {resourceWords({ resourceType: type ?? "", resourceId: resource ?? "" })}
          <span className="fl-sr-only">, show all resources</span>
        </Button>
      )}
      {rule && (
        <Button isSmall icon={<IconX aria-hidden="true" />} onClick={() => void setParams({ rule: null })}>
          One rule<span className="fl-sr-only">, show all rules</span>
        </Button>
      )}
    </>
  );
}
