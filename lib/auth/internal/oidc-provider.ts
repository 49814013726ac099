import type { OAuthConfig } from "next-auth/providers/oauth";
import { type Env, EnvError, env } from "#lib/core/env";

export type OidcEnv = Pick<Env, "OIDC_ISSUER" | "OIDC_CLIENT_ID" | "OIDC_CLIENT_SECRET">;

/** The provider of the environment, if there is one. Its claims are those of the id token and of the userinfo together. */
export function oidcProviders(): OAuthConfig<Record<string, unknown>>[] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_ADMIN_GROUP: adminGroup } = env();
  if (issuer === "") return [];
  return [
    {
      id: "oidc",
      name: "Single sign-on",
      type: "oauth",
      wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
      clientId,
      clientSecret,
      // Some providers refuse scopes that they do not know, so groups are asked for only where they matter.
      authorization: { params: { scope: `openid email profile${adminGroup === "" ? "" : " groups"}` } },
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      userinfo: {
        async request({ client, tokens }) {
          const claims = tokens.id_token ? decodeClaims(tokens.id_token) : {};
          if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return { ...claims };
          const more = await client.userinfo(tokens.access_token);
          if (more.sub !== claims.sub) throw new Error("The provider's userinfo is about somebody else");
          return { ...claims, ...more };
        },
      },
      profile: (claims) => ({ id: String(claims.sub), tokenVersion: 0 }),
    },
  ];
}

/** The claims of an id token whose signature next-auth has checked already. */
function decodeClaims(idToken: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8"));
}

/** @throws EnvError for a provider that cannot work */
export function demandWholeOidc(values: Partial<OidcEnv>): void {
  const { OIDC_ISSUER = "", OIDC_CLIENT_ID = "", OIDC_CLIENT_SECRET = "" } = values;
  const named = { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET };
  const missing = Object.entries(named).flatMap(([name, value]) => (value === "" ? [name] : []));
  if (missing.length > 0 && missing.length < 3)
    throw new EnvError(
      `Bad environment value ${missing[0]}="": expected a value, because single sign-on needs all of ${Object.keys(named).join(", ")}`,
    );
}
