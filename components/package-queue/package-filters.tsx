"use client";
import { useQueryStates } from "nuqs";
import { Segmented } from "../ui/segmented.tsx";
import { SearchField } from "../ui/table/search-field.tsx";
import { type PackageFilter, packageFilterOf, packageFilterParams } from "./package-filter-params.ts";

const sales = [
  { value: "all", label: "All" },
  { value: "sold", label: "On sale" },
  { value: "retired", label: "Retired" },
] as const;

/** What the URL says of the table. */
export function usePackageFilter(): PackageFilter {
  return packageFilterOf(useQueryStates(packageFilterParams)[0]);
}

export function PackageFilters() {
  const [{ sale }, set] = useQueryStates(packageFilterParams);
  return (
    <>
      <SearchField label="Search packages" />
      <Segmented label="Sale" options={sales} value={sale} onChange={(value) => void set({ sale: value })} />
    </>
  );
}
