"use client";
import { type Permission, permissions } from "#lib/auth/permissions";
import { Button } from "../ui/button.tsx";
import { FieldSet } from "../ui/form/field-set.tsx";
import { Row } from "../ui/layout.tsx";
import css from "./permission-fields.module.css";
import { permissionGroups } from "./permission-groups.ts";

interface PermissionFieldsProps {
  value: readonly Permission[];
  onChange: (value: readonly Permission[]) => void;
  /** What the person holds: nobody gives more. */
  held: readonly Permission[];
  error: string | undefined;
}

/** What a key may do: an area in each line, read and write beside each other. */
export function PermissionFields({ value, onChange, held, error }: PermissionFieldsProps) {
  const chosen = new Set(value);
  const choose = (wanted: (permission: Permission) => boolean) => onChange(permissions.filter(wanted).filter((one) => held.includes(one)));
  const toggle = (permission: Permission, isOn: boolean) => choose((one) => (one === permission ? isOn : chosen.has(one)));
  const box = (permission: Permission, label: string) => (
    <td>
      <label className={css.box} title={held.includes(permission) ? permission : `You do not hold ${permission} yourself`}>
        <input
          type="checkbox"
          name="permissions"
          aria-label={`${permission.split(":")[0]}: ${label}`}
          checked={chosen.has(permission)}
          disabled={!held.includes(permission)}
          onChange={(event) => toggle(permission, event.currentTarget.checked)}
        />
      </label>
    </td>
  );
  return (
    <FieldSet legend="Permissions" error={error}>
      <Row>
        <Button isSmall onClick={() => choose((one) => one.endsWith(":read"))}>
          Read everything
        </Button>
        <Button isSmall onClick={() => choose(() => true)}>
          Everything
        </Button>
        <Button isSmall variant="subtle" onClick={() => choose(() => false)}>
          None
        </Button>
      </Row>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">Area</th>
            <th scope="col">Read</th>
            <th scope="col">Write</th>
          </tr>
        </thead>
        <tbody>
          {permissionGroups.map(({ area, read, write }) => (
            <tr key={area}>
              <th scope="row">{area}</th>
              {box(read, "read")}
              {box(write, "write")}
            </tr>
          ))}
        </tbody>
      </table>
    </FieldSet>
  );
}
