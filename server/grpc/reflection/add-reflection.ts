import type { ConnectRouter } from "@connectrpc/connect";
import { ServerReflection } from "#generated/proto/grpc/reflection/v1/reflection_pb";
import { ServerReflection as ServerReflectionAlpha } from "#generated/proto/grpc/reflection/v1alpha/reflection_pb";
import { answerQuestion } from "./answer-question.ts";
import { untilSilent } from "./until-silent.ts";

/** A tool that asks nothing for so long has gone home. */
const patienceMs = 30_000;

export const reflectionMethods = [...ServerReflection.methods, ...ServerReflectionAlpha.methods];

/** Serves reflection under both names that tools ask for. */
export function addReflection(router: ConnectRouter, draining: AbortSignal): void {
  router.service(ServerReflection, {
    async *serverReflectionInfo(requests) {
      for await (const request of untilSilent(requests, patienceMs, draining)) yield answerQuestion(request);
    },
  });
  router.service(ServerReflectionAlpha, {
    async *serverReflectionInfo(requests) {
      for await (const request of untilSilent(requests, patienceMs, draining)) yield answerQuestion(request);
    },
  });
}
