"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { alertFilterParams } from "./alert-filter-params.ts";

const parsers = { ...alertFilterParams, alert: parseAsString.withOptions({ history: "push" }) };

/** What `/admin/alerts` shows, from the URL, and which alert is open; a change writes it back. */
export function useAlertParams() {
  return useQueryStates(parsers);
}
