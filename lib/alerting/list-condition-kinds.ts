import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { conditionKinds } from "./condition-registry.ts";
import { ConditionKindList, ListConditionKindsInput } from "./schema.ts";

/** What rules can be made of: every kind with its parameters as JSON Schema, so that an editor needs no list of its own. */
export const listConditionKinds = operation(
  {
    name: "listConditionKinds",
    summary: "List the kinds of conditions",
    policy: "monitoring:read",
    input: ListConditionKindsInput,
    output: ConditionKindList,
  },
  async () => ({
    items: conditionKinds().map(({ kind, title, source, unit, params, words, replay }) => ({
      kind,
      title,
      source,
      unit,
      words: words(params.parse({})),
      params: z.toJSONSchema(params, { io: "input" }),
      canPreview: replay !== undefined,
    })),
  }),
);
