import { z } from "zod";
import { notFound } from "#lib/core/errors";
import { protocolRoute } from "#lib/http/route";

/** Whatever no other route of the API answers: a problem, where Next would send a page. */
export const unknownPath = protocolRoute(
  { name: "answerUnknownPath", summary: "A path that does not exist", policy: "public", input: z.object({}), output: z.never() },
  async () => {
    throw notFound("This path");
  },
);
