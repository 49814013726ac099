import type { Prisma } from "#generated/prisma/client";

/** A checked JSON object as Prisma wants it. It came from a parsed JSON body, so it holds nothing that is not JSON. */
export function asJson(value: Record<string, unknown>): Prisma.InputJsonObject {
  return value as Prisma.InputJsonObject;
}
