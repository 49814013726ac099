/** The panel could not be asked or did not answer well; the same request may be sent again later. */
export class RequestFailed extends Error {
  readonly status: number | undefined;

  constructor(what: string, status?: number, cause?: unknown) {
    super(what, { cause });
    this.name = "RequestFailed";
    this.status = status;
  }
}

export interface Answer {
  status: number;
  etag: string | null;
  text: string;
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH";
  /** Sent as JSON, exactly as given. */
  body?: string;
  headers?: Record<string, string>;
  /** After this the panel counts as away. */
  timeoutMs?: number;
}

/**
 * One HTTP exchange as a node makes it. 304 is an answer.
 * @throws RequestFailed when nothing came back in time, or a status of 400 and above
 */
export async function request(url: URL, options: RequestOptions = {}): Promise<Answer> {
  const { method = "GET", body, headers = {}, timeoutMs = 8_000 } = options;
  const where = `${method} ${url.pathname}`;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await response.text();
  } catch (error) {
    throw new RequestFailed(`${where}: no answer`, undefined, error);
  }
  if (response.status >= 400) throw new RequestFailed(`${where}: ${response.status} ${text.slice(0, 200)}`, response.status);
  return { status: response.status, etag: response.headers.get("etag"), text };
}
