import { OpenAPIRegistry, OpenApiGeneratorV31, type ResponseConfig, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import type { Policy } from "#lib/auth/permissions";
import type { RouteContract } from "#lib/http/route";
import { type ProblemCode, problemStatus } from "#lib/universal/problem";

type Document = ReturnType<OpenApiGeneratorV31["generateDocument"]>;

/** One method of one path, as the route manifest found it. */
export interface DocumentedRoute {
  method: string;
  /** With `{name}` for path parameters. */
  path: string;
  contract: RouteContract;
}

const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe("What is wrong, and where, in words"),
    code: z.enum(Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]]),
    requestId: z.string().describe("Finds the request in the log"),
    errors: z.array(z.object({ path: z.string(), code: z.string(), detail: z.string() })).optional(),
    state: z
      .unknown()
      .optional()
      .describe("What the resource is now, with conflict and wrong_state; what would happen, with confirmation_required"),
  })
  .meta({ id: "Problem", description: "Every error answer (RFC 9457)" });

const reasons: Record<number, string> = {
  400: "Something in the request is not acceptable; `errors` names each field",
  401: "No identity: sign in or send a key",
  403: "An identity without the permission",
  404: "Not there, or not yours",
  409: "A lost race or a wrong state; `state` is the present one",
  429: "Too many requests; see `Retry-After`",
  503: "The database is away; see `Retry-After`",
};

const securitySchemes = {
  session: { type: "apiKey", in: "cookie", name: "next-auth.session-token", description: "The cookie of a sign-in" },
  apiKey: { type: "http", scheme: "bearer", description: "An API key: fl_<prefix>_<secret>" },
  nodeToken: { type: "http", scheme: "bearer", description: "The token of a node server" },
  applianceToken: { type: "http", scheme: "bearer", description: "The token of an appliance" },
  uniProxyToken: { type: "apiKey", in: "query", name: "token", description: "The token of a node server, as UniProxy sends it" },
  modMuKey: { type: "apiKey", in: "query", name: "key", description: "The token of a node server, as mod_mu sends it (also `muKey`)" },
} as const;

/**
 * OpenAPI 3.1 of the routes, from the same zod schemas that validate them. Path parameters come from the folders; the
 * rest of an operation's flat input is the query of GET and DELETE and the JSON body of the others.
 */
export function openApiDocument(routes: readonly DocumentedRoute[], version: string): Document {
  const registry = new OpenAPIRegistry();
  for (const [name, scheme] of Object.entries(securitySchemes)) registry.registerComponent("securitySchemes", name, scheme);
  for (const route of routes) registry.registerPath(describeRoute(route));
  return new OpenApiGeneratorV31(registry.definitions, { sortComponents: "alphabetically" }).generateDocument({
    openapi: "3.1.0",
    info: {
      title: "Fleetlight",
      version,
      description: "Times are ISO 8601 UTC. Byte counts are decimal text. Lists page by `limit` and `cursor`.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
  });
}

function describeRoute({ method, path, contract }: DocumentedRoute): RouteConfig {
  const { operation, status, hasCsv, listBody } = contract;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => String(match[1]));
  const hasBody = !["GET", "HEAD", "DELETE"].includes(method);
  const { inPath, inQuery, inBody } = splitInput(operation.input, names, hasBody ? contract.kind : "all in query");
  const query = hasCsv
    ? inQuery.extend({ format: z.enum(["json", "csv"]).optional().describe("csv is the same as `Accept: text/csv`") })
    : inQuery;
  return {
    method: method.toLowerCase() as RouteConfig["method"],
    path,
    operationId: operation.name,
    summary: operation.summary,
    tags: [tagOf(path)],
    security: securityOf(operation.policy, Object.keys(inQuery.shape)),
    "x-policy": operation.policy,
    request: {
      params: inPath,
      ...(isEmpty(query) ? {} : { query }),
      ...(isEmpty(inBody)
        ? {}
        : { body: { required: true, content: { "application/json": { schema: (listBody && inBody.shape[listBody]) || inBody } } } }),
    },
    responses: { [status]: success(operation.output, contract), ...problems(operation.policy, names.length > 0, hasBody) },
  };
}

/** Protocols of nodes carry their credentials in the query, whatever the method. */
const credentialNames = new Set(["node_id", "node_type", "token", "key", "muKey"]);

/** Path parameters that the schema does not name are text. */
function splitInput(
  input: z.ZodType,
  pathNames: readonly string[],
  kind: RouteContract["kind"] | "all in query",
): Record<"inPath" | "inQuery" | "inBody", z.ZodObject> {
  const shape: Record<string, z.ZodType> = input instanceof z.ZodObject ? (input.shape as Record<string, z.ZodType>) : {};
  const isQuery = (name: string) => kind === "all in query" || (kind === "protocol" && credentialNames.has(name));
  const rest = Object.entries(shape).filter(([name]) => !pathNames.includes(name));
  return {
    inPath: z.object(Object.fromEntries(pathNames.map((name) => [name, shape[name] ?? z.string()]))),
    inQuery: z.object(Object.fromEntries(rest.filter(([name]) => isQuery(name)))),
    inBody: z.object(Object.fromEntries(rest.filter(([name]) => !isQuery(name)))),
  };
}

function isEmpty(schema: z.ZodObject): boolean {
  return Object.keys(schema.shape).length === 0;
}

function success(output: z.ZodType, { hasCsv, textType }: RouteContract): ResponseConfig {
  if (textType) return { description: "Success", content: { [textType]: { schema: output } } };
  if (output instanceof z.ZodUndefined || output instanceof z.ZodVoid) return { description: "Done" };
  return {
    description: "Success",
    content: { "application/json": { schema: output }, ...(hasCsv ? { "text/csv": { schema: z.string() } } : {}) },
  };
}

function problems(policy: Policy, hasId: boolean, isWrite: boolean): Record<number, ResponseConfig> {
  const statuses = [400, ...(policy === "public" ? [] : [401, 403]), ...(hasId ? [404] : []), ...(isWrite ? [409] : []), 429, 503];
  const content = { "application/problem+json": { schema: ProblemBody } };
  return Object.fromEntries(statuses.map((status) => [status, { description: reasons[status] ?? "A problem", content }]));
}

function securityOf(policy: Policy, queryNames: readonly string[]): Record<string, string[]>[] {
  if (policy === "public") return [];
  if (policy === "appliance") return [{ applianceToken: [] }];
  if (policy !== "node") return [{ session: [] }, { apiKey: [] }];
  if (queryNames.includes("key")) return [{ modMuKey: [] }];
  return queryNames.includes("token") ? [{ uniProxyToken: [] }] : [{ nodeToken: [] }];
}

/** `/api/v1/admin/node-servers/{id}` → `admin: node-servers`. */
function tagOf(path: string): string {
  const [first = "system", second] = path
    .replace(/^\/api\/v1\//, "")
    .split("/")
    .filter(Boolean);
  return first === "admin" && second !== undefined ? `admin: ${second}` : first;
}
