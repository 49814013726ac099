"use client";
import { FieldPair } from "../ui/form/field.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import type { Form } from "../ui/form/use-form.ts";
import { type PlacedRoute, parentOptions, placeOf, placeOptions } from "./route-tree.ts";
import type { RouteValues } from "./route-values.ts";

interface RoutePlaceFieldsProps {
  form: Form<RouteValues>;
  routes: readonly PlacedRoute[];
  /** The route that is changed. */
  own: string | undefined;
}

/** Where in the tree: below which route, and when it is asked among the others there. */
export function RoutePlaceFields({ form, routes, own }: RoutePlaceFieldsProps) {
  const { parentId } = form.values;
  const move = (next: string) => {
    form.setFieldValue("parentId", next);
    form.setFieldValue("position", placeOf(routes, next, own));
  };
  return (
    <FieldPair>
      <SelectField
        label="Hangs from"
        hint="It takes of what that one takes, and inherits what it does not say itself"
        options={parentOptions(routes, own)}
        {...form.getInputProps("parentId")}
        onChange={({ currentTarget }) => move(currentTarget.value)}
      />
      <SelectField
        label="Asked"
        hint="The first that matches takes an alert"
        options={placeOptions(routes, parentId, own)}
        {...form.getInputProps("position")}
      />
    </FieldPair>
  );
}
