import { generateKeyPairSync, sign } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** An OpenID provider that lets in whoever `claims` describes, as a real one does: discovery, code, PKCE's other half aside. */
export interface OidcServer {
  issuer: string;
  /** Who the next sign-in is. `userinfo` is what only that endpoint says. */
  claims: Record<string, unknown>;
  userinfo: Record<string, unknown>;
  close(): Promise<void>;
}

export async function startOidcServer(clientId: string): Promise<OidcServer> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const nonces = new Map<string, string>();
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const idToken = (nonce: string) => {
    // From 2023 to 2100, in seconds.
    const valid = { iat: 1_700_000_000, exp: 4_102_444_800 };
    const body = `${part({ alg: "RS256", kid: "1" })}.${part({ iss: server.issuer, aud: clientId, ...valid, nonce, ...server.claims })}`;
    return `${body}.${sign("RSA-SHA256", Buffer.from(body), privateKey).toString("base64url")}`;
  };
  const answer = async (request: IncomingMessage): Promise<object | URL> => {
    const url = new URL(request.url ?? "/", server.issuer);
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return {
          issuer: server.issuer,
          authorization_endpoint: `${server.issuer}/authorize`,
          token_endpoint: `${server.issuer}/token`,
          userinfo_endpoint: `${server.issuer}/userinfo`,
          jwks_uri: `${server.issuer}/jwks`,
        };
      case "/jwks":
        return { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }] };
      case "/authorize": {
        const back = new URL(url.searchParams.get("redirect_uri") ?? "");
        const code = crypto.randomUUID();
        nonces.set(code, url.searchParams.get("nonce") ?? "");
        back.searchParams.set("code", code);
        back.searchParams.set("state", url.searchParams.get("state") ?? "");
        return back;
      }
      case "/token": {
        const code = new URLSearchParams(await text(request)).get("code") ?? "";
        return { token_type: "Bearer", access_token: "access", id_token: idToken(nonces.get(code) ?? "") };
      }
      default:
        return { sub: server.claims.sub, ...server.userinfo };
    }
  };
  const http = createServer((request, response) => {
    void answer(request).then((body) => {
      if (body instanceof URL) response.writeHead(302, { location: body.href }).end();
      else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => {
    http.listen(0, "127.0.0.1", resolve);
  });
  const server: OidcServer = {
    issuer: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    claims: {},
    userinfo: {},
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return server;
}
