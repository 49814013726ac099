import type { RouteHandler } from "#lib/http/route";

/** What a node got. */
export interface NodeAnswer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Calls a protocol's route as a node does, without a server around it. A body that is no text is sent as JSON. */
export async function callNode(
  route: RouteHandler,
  query: Record<string, string | number>,
  options: { body?: unknown; headers?: Record<string, string>; params?: Record<string, string> } = {},
): Promise<NodeAnswer> {
  const { body, headers = {}, params = {} } = options;
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
  const init = text === undefined ? { headers } : { method: "POST", body: text, headers };
  const response = await route(new Request(`http://fleet.test/?${search}`, init), { params: Promise.resolve(params) });
  const answered = await response.text();
  return { status: response.status, headers: response.headers, body: answered === "" ? undefined : JSON.parse(answered) };
}
