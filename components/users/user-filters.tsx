"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { ListUsersInput } from "#lib/auth/schema";
import { Segmented } from "../ui/segmented.tsx";
import { SearchField, useSearchText } from "../ui/table/search-field.tsx";

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
const roleParser = parseAsStringLiteral(["all", "user", "admin"]).withDefault("all");
const stateParser = parseAsStringLiteral(["all", "active", "disabled"]).withDefault("all");

/** What the table of users is narrowed to, from the URL; empty shows all. */
export function useUserFilter(): Pick<ListUsersInput, "q" | "role" | "disabled"> {
  const q = useSearchText();
  const [role] = useQueryState("role", roleParser);
  const [state] = useQueryState("state", stateParser);
  return {
    ...(q && { q }),
    ...(role !== "all" && { role }),
    ...(state !== "all" && { disabled: state === "disabled" ? "true" : "false" }),
  };
}

export function UserFilters() {
  const [role, setRole] = useQueryState("role", roleParser);
  const [state, setState] = useQueryState("state", stateParser);
  return (
    <>
      <SearchField label="Search users" />
      <Segmented label="Role" options={roles} value={role} onChange={(value) => void setRole(value)} />
      <Segmented label="Account" options={states} value={state} onChange={(value) => void setState(value)} />
    </>
  );
}
