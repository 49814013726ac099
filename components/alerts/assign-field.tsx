"use client";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { assignAlertRequest } from "#lib/alerting/client";
import type { Alert } from "#lib/alerting/schema";
import { usersQuery } from "#lib/auth/client";
import { reasonOf } from "../ui/error-state.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { useAlertActions } from "./use-alert-actions.ts";

/** Gives an alert to one of the admins, or to nobody. Needs `users:read` beside `monitoring:write`. */
export function AssignField({ alert: { id, assignedTo } }: { alert: Pick<Alert, "id" | "assignedTo"> }) {
  const { refresh } = useAlertActions();
  const admins = useInfiniteQuery(usersQuery({ role: "admin", disabled: "false", limit: 100 }));
  const assign = useMutation({ mutationFn: (userId: string | null) => assignAlertRequest(id, userId), onSettled: refresh });
  const people = admins.data?.pages.flatMap(({ items }) => items) ?? [];
  const options = [
    { value: "", label: "Nobody" },
    ...people.map(({ id: value, email }) => ({ value, label: email })),
    ...(assignedTo && !people.some((person) => person.id === assignedTo.id) ? [{ value: assignedTo.id, label: assignedTo.email }] : []),
  ];
  return (
    <SelectField
      label="Assigned to"
      options={options}
      value={assignedTo?.id ?? ""}
      disabled={assign.isPending}
      error={assign.error ? reasonOf(assign.error) : admins.error ? reasonOf(admins.error) : undefined}
      onChange={({ currentTarget }) => assign.mutate(currentTarget.value || null)}
    />
  );
}
