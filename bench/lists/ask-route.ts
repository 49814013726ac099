import { globSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { root } from "../harness/command.ts";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const Page = z.looseObject({ nextCursor: z.string().nullable().optional() });

/** Asks the product's own route handlers in this process: the request as a server answers it, without the server. */
export class Routes {
  readonly #key: string;
  readonly #patterns = globSync("app/**/route.ts", { cwd: root })
    .map((file) => path.dirname(file).replace(/^app/, ""))
    // `/users/import` before `/users/[id]`.
    .toSorted((a, b) => Number(a.includes("[")) - Number(b.includes("[")));

  constructor(key: string) {
    this.#key = key;
  }

  /** @throws for every answer but 200 */
  async get(address: string): Promise<{ nextCursor?: string | null | undefined }> {
    const ask = await this.prepare(address);
    return Page.parse(JSON.parse(await ask()));
  }

  /** What asks `address` and answers the body: finding the handler and understanding the body is no work of the product's. */
  async prepare(address: string): Promise<() => Promise<string>> {
    const url = new URL(address, "http://bench.example");
    const found = this.#patterns.flatMap((pattern) => {
      const params = paramsOf(pattern, url.pathname);
      return params ? [{ pattern, params }] : [];
    })[0];
    if (!found) throw new Error(`No route answers ${url.pathname}`);
    const file = pathToFileURL(path.join(root, "app", found.pattern, "route.ts")).href;
    const { GET } = (await import(file)) as { GET: Handler };
    return async () => {
      const answer = await GET(new Request(url, { headers: { authorization: `Bearer ${this.#key}` } }), {
        params: Promise.resolve(found.params),
      });
      const body = await answer.text();
      if (answer.status !== 200) throw new Error(`${address}: ${answer.status} ${body}`);
      return body;
    };
  }

  /** The page that begins after so many rows, walked to as a reader would. */
  async deep(address: string, rows: number): Promise<string> {
    const at = (cursor: string, limit: number) =>
      `${address}${address.includes("?") ? "&" : "?"}limit=${limit}${cursor && `&cursor=${cursor}`}`;
    let cursor = "";
    for (let passed = 0; passed < rows; ) {
      const limit = Math.min(500, rows - passed);
      const { nextCursor } = await this.get(at(cursor, limit));
      if (!nextCursor) throw new Error(`${address} has no ${rows} rows`);
      [cursor, passed] = [nextCursor, passed + limit];
    }
    return at(cursor, 50);
  }
}

function paramsOf(pattern: string, pathname: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split("/"), pathname.split("/")];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    const name = /^\[(\w+)\]$/.exec(part)?.[1];
    if (name) params[name] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
}
