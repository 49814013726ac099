"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Segmented } from "../ui/segmented.tsx";
import { SearchField, useSearchText } from "../ui/table/search-field.tsx";

const sales = [
  { value: "all", label: "All" },
  { value: "sold", label: "On sale" },
  { value: "retired", label: "Retired" },
] as const;
const parser = parseAsStringLiteral(["all", "sold", "retired"]).withDefault("all");

/** What the table of packages is narrowed to, from the URL; empty shows all. */
export function usePackageFilter(): { q?: string; retired?: "true" | "false" } {
  const q = useSearchText();
  const [sale] = useQueryState("sale", parser);
  return { ...(q && { q }), ...(sale !== "all" && { retired: sale === "retired" ? "true" : "false" }) };
}

export function PackageFilters() {
  const [sale, setSale] = useQueryState("sale", parser);
  return (
    <>
      <SearchField label="Search packages" />
      <Segmented label="Sale" options={sales} value={sale} onChange={(value) => void setSale(value)} />
    </>
  );
}
