import { answerNextAuth } from "#lib/auth/answer-next-auth";
import { anonymousActor, testContext } from "#lib/auth/testing/context";
import type { Database } from "#lib/core/database";

/** A browser of these tests: it keeps cookies and speaks to next-auth's routes without a server between. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly #db: Database;
  readonly #address: string;
  readonly #origin: string;

  constructor(db: Database, address = "192.0.2.1", origin = "http://fleet.example:3000") {
    this.#db = db;
    this.#address = address;
    this.#origin = origin;
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** What the route answers, its cookies kept. @throws what the operation throws; the route would make it a problem */
  async send(method: "GET" | "POST", path: string, body?: object, contentType = "application/json"): Promise<Response> {
    const url = new URL(`/api/auth/${path}`, this.#origin);
    const headers = new Headers({ host: url.host, cookie: this.cookieHeader });
    if (url.protocol === "https:") headers.set("x-forwarded-proto", "https");
    if (body) headers.set("content-type", contentType);
    const text = contentType === "application/json" ? JSON.stringify(body) : new URLSearchParams({ ...body }).toString();
    const request = new Request(url, { method, headers, ...(body && { body: text }) });
    const context = testContext(this.#db, { actor: { ...anonymousActor, address: this.#address } });
    const params = { nextauth: url.pathname.split("/").slice(3) };
    const response = await answerNextAuth(request, context, params);
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const [name = "", value = ""] = pair.split("=");
      if (value === "" || /max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  async csrfToken(): Promise<string> {
    const { csrfToken }: { csrfToken: string } = await (await this.send("GET", "csrf")).json();
    return csrfToken;
  }

  /** The sign-in form's post. */
  async signIn(email: string, password: string, more: object = {}): Promise<Response> {
    const csrfToken = await this.csrfToken();
    return this.send("POST", "callback/credentials", { email, password, csrfToken, ...more });
  }
}
