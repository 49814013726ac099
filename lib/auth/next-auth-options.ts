import type { NextAuthOptions } from "next-auth";
import type { Context } from "#lib/auth/context";
import { signIn } from "#lib/auth/sign-in";
import { signInByProvider } from "#lib/auth/sign-in-by-provider";
import { isDomainError } from "#lib/core/errors";
import { authSecret } from "#lib/core/secrets";
import { liveSession } from "./internal/live-session.ts";
import { oidcProviders } from "./internal/oidc-provider.ts";
import { ownUrl } from "./internal/origin.ts";
import { sessionMaxAgeS } from "./internal/session-cookie.ts";

declare module "next-auth/jwt" {
  interface JWT {
    tokenVersion?: number;
  }
}

declare module "next-auth" {
  interface User {
    tokenVersion: number;
  }
  interface Session {
    user?: { id: string; email: string; name: string; role: string };
  }
}

/**
 * next-auth for one request of one origin. Sessions are encrypted cookies of 12 h that each look at `/api/auth/session`
 * renews; they hold the account's id and token version and nothing that could be out of date.
 * @param noteFailure hears what went wrong, which next-auth itself would put into a URL
 */
export function nextAuthOptions(ctx: Context, origin: string, noteFailure: (error: unknown) => void): NextAuthOptions {
  return {
    secret: authSecret(),
    useSecureCookies: origin.startsWith("https:"),
    session: { strategy: "jwt", maxAge: sessionMaxAgeS },
    jwt: { maxAge: sessionMaxAgeS },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      {
        id: "credentials",
        type: "credentials",
        name: "E-mail and password",
        credentials: {},
        async authorize(fields) {
          try {
            const { email = "", password = "", totp } = fields ?? {};
            const signedIn = await signIn(ctx, { email: String(email), password: String(password), ...(totp && { totp: String(totp) }) });
            return { id: signedIn.id, email: signedIn.email, tokenVersion: signedIn.tokenVersion };
          } catch (error) {
            noteFailure(error);
            throw new Error(errorCodeOf(error));
          }
        },
      },
      ...oidcProviders(),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.type !== "oauth") return true;
        try {
          const signedIn = await signInByProvider(ctx, profile);
          Object.assign(user, { id: signedIn.id, email: signedIn.email, tokenVersion: signedIn.tokenVersion });
          return true;
        } catch (error) {
          noteFailure(error);
          return false;
        }
      },
      redirect: ({ url, baseUrl }) => ownUrl(url, baseUrl),
      jwt: ({ token, user }) => (user ? { sub: user.id, tokenVersion: user.tokenVersion } : token),
      async session({ session, token: { sub = "", tokenVersion = 0 } }) {
        const state = await liveSession(ctx.db, { sub, tokenVersion }).catch((error: unknown) => {
          noteFailure(error);
          throw error;
        });
        // Thrown, because next-auth then clears the cookie.
        if (!state) throw new Error("The session has ended");
        return { expires: session.expires, user: { id: state.id, email: state.email, name: state.name, role: state.role } };
      },
    },
    logger: {
      error: (code) => ctx.log.debug({ code }, "next-auth"),
      warn: (code) => ctx.log.debug({ code }, "next-auth"),
      debug: () => {},
    },
  };
}

/** What the sign-in page finds in `?error=`: `RateLimited:37` says how many seconds to wait. */
function errorCodeOf(error: unknown): string {
  if (!isDomainError(error)) return "Unavailable";
  if (error.code === "rate_limited") return `RateLimited:${error.retryAfterS ?? 1}`;
  if (error.errors?.[0]?.path === "totp") return error.errors[0].code === "required" ? "SecondFactorRequired" : "SecondFactorWrong";
  return "CredentialsSignin";
}
