import { createLoader, parseAsStringLiteral } from "nuqs/server";
import { groupOptions } from "./metric-charts.ts";

/** The part of the page that is shown, in the URL: `?group=api`. */
export const groupParams = { group: parseAsStringLiteral(groupOptions.map(({ value }) => value)).withDefault("hosts") };

export const loadGroup = createLoader(groupParams);
