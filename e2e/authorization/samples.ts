import { readFileSync } from "node:fs";
import { z } from "zod";

const JsonSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  minLength: z.number().optional(),
});
const Operation = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema: JsonSchema })).default([]),
  requestBody: z
    .object({
      content: z.object({
        "application/json": z.object({
          schema: z.object({ properties: z.record(z.string(), JsonSchema).default({}), required: z.array(z.string()).default([]) }),
        }),
      }),
    })
    .optional(),
});
const Reference = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) });
const { paths } = Reference.parse(JSON.parse(readFileSync(".generated/openapi.json", "utf8")));

/** Values that mean something together; everything else follows from its schema. */
const byName: Record<string, unknown> = {
  from: "2026-11-19T00:00:00Z",
  to: "2026-11-20T00:00:00Z",
  start: "2026-11-19T00:00:00Z",
  end: "2026-11-20T00:00:00Z",
  bucket: "hour",
  range: "day",
  timeZone: "UTC",
  trafficFactor: "1.5",
  trafficLimit: "1000",
  adjustQuota: "1000",
};

/** Bodies of which no field is required but one has to be there, by operation. */
const bodyOf: Record<string, Record<string, unknown>> = { updatePackage: { name: "another name" } };

export interface Sample {
  path: string;
  query: Record<string, string>;
  body: Record<string, unknown> | undefined;
  /** Names of all query parameters, required or not. */
  queryNames: string[];
}

/** A well-formed request of a route about things that do not exist. */
export function sampleRequest(method: string, template: string): Sample | undefined {
  const operation = paths[template]?.[method.toLowerCase()];
  if (!operation) return undefined;
  const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
  const path = inPath.reduce((text, { name, schema }) => text.replace(`{${name}}`, String(unknownId(schema))), template);
  const inQuery = operation.parameters.filter((parameter) => parameter.in === "query");
  const required = inQuery.filter((parameter) => parameter.required);
  const body = operation.requestBody?.content["application/json"].schema;
  return {
    path,
    query: Object.fromEntries(required.map(({ name, schema }) => [name, String(sampleValue(name, schema))])),
    body:
      bodyOf[operation.operationId] ??
      (body && Object.fromEntries(body.required.map((name) => [name, sampleValue(name, body.properties[name] ?? {})]))),
    queryNames: inQuery.map(({ name }) => name),
  };
}

function unknownId(schema: z.infer<typeof JsonSchema>): unknown {
  if (schema.type === "integer") return 2_147_483_000;
  if (schema.enum) return schema.enum[0];
  if (schema.pattern?.startsWith("^\\d")) return "999999999999";
  // A token of the right length that nobody was given.
  if (schema.pattern?.endsWith("{40,80}$")) return "A".repeat(51);
  return schema.format === "uuid" ? "00000000-0000-4000-8000-000000000000" : "there-is-no-such-thing";
}

function sampleValue(name: string, schema: z.infer<typeof JsonSchema>): unknown {
  if (name in byName) return byName[name];
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    case "array":
      return [];
    case "object":
      return {};
    default:
      if (schema.format === "uuid") return "00000000-0000-4000-8000-000000000000";
      if (schema.format === "email") return "nobody@example.test";
      if (schema.format === "date-time") return "2026-11-20T00:00:00Z";
      return "x".repeat(Math.max(schema.minLength ?? 1, 12));
  }
}
