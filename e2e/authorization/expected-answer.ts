import type { DeclaredRoute } from "./manifest.ts";
import type { Principal } from "./principals.ts";

/** `let in`: anything but 401 and 403. `kept out`: 401, 403 or 404 (protocols tell a stranger nothing). `no failure`: below 500. */
export type Expected = 401 | 403 | "401 or 403" | "let in" | "kept out" | "no failure";

/** What a declared policy promises to a principal. */
export function expectedAnswer(route: Pick<DeclaredRoute, "kind" | "policy">, who: Principal): Expected {
  if (route.kind === "protocol") return protocolAnswer(route.policy, who);
  if (who.kind === "bad bearer") return 401;
  if (route.policy === "appliance") return "401 or 403";
  if (route.policy === "node") return who.kind === "node" ? "let in" : "401 or 403";
  if (who.kind === "node") return "401 or 403";
  if (route.policy === "public") return "let in";
  if (who.kind === "nobody") return 401;
  if (route.policy === "signed-in" || who.permissions.has(route.policy)) return "let in";
  return 403;
}

/** Each protocol has its own place for the token: a node's bearer opens some and not others. */
function protocolAnswer(policy: DeclaredRoute["policy"], who: Principal): Expected {
  if (policy === "appliance") return "kept out";
  if (policy !== "node") return "let in";
  return who.kind === "node" ? "no failure" : "kept out";
}

export function isAsExpected(status: number, expected: Expected): boolean {
  switch (expected) {
    case "let in":
      return status !== 401 && status !== 403 && status < 500;
    case "kept out":
      return status === 401 || status === 403 || status === 404;
    case "no failure":
      return status < 500;
    case "401 or 403":
      return status === 401 || status === 403;
    default:
      return status === expected;
  }
}
