import { Code, ConnectError } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema, RequestInfoSchema, RetryInfoSchema } from "#generated/proto/google/rpc/error_details_pb";

export interface Failure {
  code: string;
  message: string;
  /** Fleetlight's own code in capitals, and the present state where one is told. */
  reason?: string | undefined;
  state?: unknown;
  /** `field: reason` of every wrong field. */
  fields: string[];
  retryS?: number | undefined;
  requestId?: string | undefined;
}

/** How a call failed, with its details read as any client reads them. @throws when it did not fail */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const error = await call.then(
    (answer) => {
      throw new Error(`It did not fail: ${JSON.stringify(answer, (_key, value) => (typeof value === "bigint" ? String(value) : value))}`);
    },
    (reason: unknown) => ConnectError.from(reason),
  );
  const [info] = error.findDetails(ErrorInfoSchema);
  const [bad] = error.findDetails(BadRequestSchema);
  const [retry] = error.findDetails(RetryInfoSchema);
  const [request] = error.findDetails(RequestInfoSchema);
  return {
    code: Code[error.code],
    message: error.rawMessage,
    reason: info?.reason,
    state: info?.metadata.state === undefined ? undefined : JSON.parse(info.metadata.state),
    fields: (bad?.fieldViolations ?? []).map(({ field, reason }) => `${field}: ${reason}`),
    retryS: retry?.retryDelay && Number(retry.retryDelay.seconds),
    requestId: request?.requestId,
  };
}
