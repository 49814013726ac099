import type { Problem, ProblemCode } from "#lib/universal/problem";

/** An error answer of the API, or the lack of any answer (`status` 0, code `unreachable`). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: ProblemCode | "unreachable";
  readonly problem: Problem | undefined;
  /** Seconds the server asked to wait before the next try. */
  readonly retryAfterS: number | undefined;

  constructor(status: number, problem: Problem | undefined, retryAfterS?: number) {
    super(problem?.detail ?? (status === 0 ? "The server cannot be reached" : `The server answered ${status}`));
    this.name = "ApiError";
    this.status = status;
    this.code = problem?.code ?? (status === 0 ? "unreachable" : "internal");
    this.problem = problem;
    this.retryAfterS = retryAfterS;
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

/** `/api/v1/nodes` and `{ limit: 5, q: undefined }` → `/api/v1/nodes?limit=5`; null, undefined and "" are left out. */
export function apiUrl(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length === 0 ? path : `${path}?${search}`;
}

/** GET as JSON. @throws ApiError for every answer but 2xx and when there is none */
export async function apiGet<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return (await request(apiUrl(path, query), { ...(signal && { signal }) })) as T;
}

/** The same for a path of which other statuses are answers too, as 503 is of health. @throws ApiError for a problem */
export async function apiRead<T>(path: string, alsoAnswers: readonly number[], signal?: AbortSignal): Promise<T> {
  return (await request(path, { ...(signal && { signal }) }, alsoAnswers)) as T;
}

/** A write with a JSON body; undefined for 204. @throws ApiError */
export async function apiSend<T = void>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: object): Promise<T> {
  const init = body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return (await request(path, { method, ...init })) as T;
}

async function request(url: string, init: RequestInit, alsoAnswers: readonly number[] = []): Promise<unknown> {
  const response = await fetch(url, { ...init, headers: { accept: "application/json", ...init.headers } }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, undefined);
  });
  if (response.status === 204) return undefined;
  const body: unknown = await response.json().catch(() => undefined);
  const problem = asProblem(body);
  if ((response.ok || (alsoAnswers.includes(response.status) && !problem)) && body !== undefined) return body;
  throw new ApiError(response.status, problem, retryAfter(response.headers.get("retry-after")));
}

function asProblem(body: unknown): Problem | undefined {
  return typeof body === "object" && body !== null && "code" in body && "detail" in body ? (body as Problem) : undefined;
}

/** The header's seconds form; its date form is not used by our server. */
function retryAfter(header: string | null): number | undefined {
  return header !== null && /^\d+$/.test(header) ? Number(header) : undefined;
}
