/** What a `streamedOperation` answers with. */
export function isPieces(result: unknown): result is AsyncIterable<string> {
  return typeof result === "object" && result !== null && Symbol.asyncIterator in result;
}

/**
 * Streams pieces of JSON as they come, no faster than they are read. The first one is fetched before the answer begins, so that
 * errors are still answers; a later one breaks the connection off, and what was sent is no JSON.
 */
export async function piecesResponse(pieces: AsyncIterable<string>): Promise<Response> {
  const iterator = pieces[Symbol.asyncIterator]();
  let next = await iterator.next();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (next.done) return controller.close();
        controller.enqueue(encoder.encode(next.value));
        next = await iterator.next();
        if (next.done) controller.close();
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, { headers: { "content-type": "application/json", "cache-control": "no-store" } });
}
