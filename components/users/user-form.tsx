"use client";
import type { ReactNode } from "react";
import { createUser, updateUser } from "#lib/auth/client";
import type { User } from "#lib/auth/schema";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { PasswordField, TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";

interface UserFormProps {
  /** Missing: a new one is made. */
  user?: User;
  onDone: (user: User) => void;
  onCancel: () => void;
}

const roles: { value: User["role"]; label: string }[] = [
  { value: "user", label: "User: sees own data" },
  { value: "admin", label: "Admin: sees and changes everything" },
];

/** An account's e-mail, name, role and, if it is given here, password. */
export function UserForm({ user, onDone, onCancel }: UserFormProps) {
  const initial = { email: user?.email ?? "", name: user?.name ?? "", role: user?.role ?? ("user" as User["role"]), password: "" };
  const { form, isSending, generalError, onSubmit } = useServerForm(
    initial,
    ({ password, ...fields }) => {
      const body = { ...fields, ...(password && { password }) };
      return user ? updateUser({ id: user.id, ...body }) : createUser(body);
    },
    onDone,
  );
  const passwordHint: ReactNode = user
    ? "Given here it replaces the present one and ends every session"
    : "At least 10 characters. Without one, hand out a password link.";
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField label="E-mail" type="email" autoComplete="off" required {...form.getInputProps("email")} />
        <TextField label="Name" isOptional autoComplete="off" {...form.getInputProps("name")} />
        <SelectField label="Role" options={roles} {...form.getInputProps("role")} />
        <PasswordField
          label={user ? "New password" : "Password"}
          isOptional
          autoComplete="new-password"
          hint={passwordHint}
          {...form.getInputProps("password")}
        />
        <ModalFooter>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            {user ? "Save user" : "Create user"}
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
