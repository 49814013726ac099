import type { Problem } from "#lib/universal/problem";

/** Query parameters; undefined ones are left out. */
export type QueryParams = Readonly<Record<string, string | number | boolean | undefined>>;

/** An answer that was not a success, with the server's own words where it sent any. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem | undefined;

  constructor(status: number, problem: Problem | undefined) {
    super(problem?.detail ?? `The server answered ${status}`);
    this.name = "ApiError";
    this.status = status;
    this.problem = problem;
  }
}

/** A path of our own API with its query. */
export function apiUrl(path: string, params: QueryParams = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value !== undefined) query.set(name, String(value));
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Reads JSON. @throws ApiError for every answer that is not 2xx */
export async function apiGet<T>(path: string, params?: QueryParams, signal?: AbortSignal): Promise<T> {
  return read<T>(await fetch(apiUrl(path, params), { headers: { accept: "application/json" }, ...(signal ? { signal } : {}) }));
}

/** Sends JSON and reads the answer; undefined for 204. @throws ApiError for every answer that is not 2xx */
export async function apiSend<T>(method: "POST" | "PATCH" | "PUT" | "DELETE", path: string, body?: unknown): Promise<T> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  return read<T>(await fetch(path, { method, headers: { accept: "application/json", "content-type": "application/json" }, ...json }));
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  const isJson = /^application\/(problem\+)?json\b/.test(response.headers.get("content-type") ?? "");
  const body: unknown = isJson && text !== "" ? JSON.parse(text) : undefined;
  if (!response.ok) throw new ApiError(response.status, body as Problem | undefined);
  return body as T;
}
