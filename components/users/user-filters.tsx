"use client";
import { useQueryStates } from "nuqs";
import { Segmented } from "../ui/segmented.tsx";
import { SearchField } from "../ui/table/search-field.tsx";
import { type UserFilter, userFilterOf, userFilterParams } from "./user-filter-params.ts";

const roles = [
  { value: "all", label: "All" },
  { value: "user", label: "Users" },
  { value: "admin", label: "Admins" },
] as const;
const states = [
  { value: "all", label: "All" },
  { value: "active", label: "Active" },
  { value: "disabled", label: "Disabled" },
] as const;

/** What the URL says of the table. */
export function useUserFilter(): UserFilter {
  return userFilterOf(useQueryStates(userFilterParams)[0]);
}

export function UserFilters() {
  const [{ role, state }, set] = useQueryStates(userFilterParams);
  return (
    <>
      <SearchField label="Search users" />
      <Segmented label="Role" options={roles} value={role} onChange={(value) => void set({ role: value })} />
      <Segmented label="Account" options={states} value={state} onChange={(value) => void set({ state: value })} />
    </>
  );
}
