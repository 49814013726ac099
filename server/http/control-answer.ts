import { ServerResponse } from "node:http";
import type { ProblemAnswer } from "./problem-answer.ts";

/** The power to answer instead of the handler that holds the response. */
export interface AnswerControl {
  /**
   * Answers now, if nothing was sent yet; whatever the handler writes afterwards is dropped. The whole answer is sent at
   * once, the exchange ends when `until` resolves. False: too late.
   */
  replaceWith(answer: ProblemAnswer, until?: Promise<void>): boolean;
}

/**
 * Puts a response under our control before a handler (Next, and the compression it wraps around) gets it. `revise` sees
 * each status and content type before it is sent and may give another answer.
 */
export function controlAnswer(
  res: ServerResponse,
  revise: (status: number, contentType: string) => ProblemAnswer | undefined,
): AnswerControl {
  const { writeHead, write, end } = ServerResponse.prototype;
  let isReplaced = false;
  const replaceWith = (answer: ProblemAnswer, until?: Promise<void>) => {
    if (res.headersSent || res.writableEnded || isReplaced) return false;
    isReplaced = true;
    for (const name of ["content-encoding", "transfer-encoding", "content-length", "etag", "vary", "set-cookie"]) res.removeHeader(name);
    Reflect.apply(writeHead, res, [answer.status, answer.headers]);
    if (until) {
      Reflect.apply(write, res, [answer.body]);
      void until.then(() => Reflect.apply(end, res, []));
    } else Reflect.apply(end, res, [answer.body]);
    // The handler does not know yet; setting a header now would throw in its face.
    res.setHeader = res.appendHeader = res.setHeaders = () => res;
    res.removeHeader = res.flushHeaders = () => {};
    return true;
  };
  res.writeHead = ((...args: unknown[]) => {
    if (isReplaced) return res;
    const revised = revise(Number(args[0]), contentTypeOf(res, args));
    if (revised && replaceWith(revised)) return res;
    return Reflect.apply(writeHead, res, args);
  }) as typeof res.writeHead;
  res.write = ((...args: unknown[]) => (isReplaced ? true : Reflect.apply(write, res, args))) as typeof res.write;
  res.end = ((...args: unknown[]) => {
    // end() writes the head by itself, which may replace the answer and end it.
    if (!isReplaced && !res.headersSent) res.writeHead(res.statusCode);
    return isReplaced ? res : Reflect.apply(end, res, args);
  }) as typeof res.end;
  return { replaceWith };
}

function contentTypeOf(res: ServerResponse, args: readonly unknown[]): string {
  const headers = args.findLast((arg) => typeof arg === "object" && arg !== null);
  const given = headers && Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return String(given ?? res.getHeader("content-type") ?? "");
}
