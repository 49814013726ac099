import { createLoader, type inferParserType, parseAsString } from "nuqs/server";
import type { AuditFilter } from "#lib/auth/client";
import type { TimeRange } from "#lib/universal/time-range";
import { isRangeChosen, type PageSearch, rangeOfPage, rangeParams } from "../ui/range/range-params.ts";

/** What the URL of the audit log says. An actor's id comes from links, its label from the field. */
export const auditFilterParams = {
  actor: parseAsString,
  actorId: parseAsString,
  action: parseAsString,
  kind: parseAsString,
  subject: parseAsString,
};
const load = createLoader({ ...auditFilterParams, ...rangeParams });

/** The filter as the API takes it; nothing shows all. */
export function auditFilterOf(values: inferParserType<typeof auditFilterParams>, range: TimeRange | undefined): AuditFilter {
  return {
    ...(values.actor && { actor: values.actor }),
    ...(values.actorId && { actorId: values.actorId }),
    ...(values.action && { action: values.action }),
    ...(values.kind && { subjectKind: values.kind }),
    ...(values.subject && { subjectId: values.subject }),
    ...(range && { from: range.from.toISOString(), to: range.to.toISOString() }),
  };
}

/** The same on the server, for the first drawing. */
export async function auditFilterOfPage(search: PageSearch, now: Date): Promise<AuditFilter> {
  const values = await load(search);
  return auditFilterOf(values, isRangeChosen(values) ? await rangeOfPage(search, now) : undefined);
}
