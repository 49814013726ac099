import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnswerControl } from "./control-answer.ts";
import type { PathKind } from "./kind-of-path.ts";

/** One request and its answer, while it lasts. */
export interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
  requestId: string;
  pathname: string;
  kind: PathKind;
  control: AnswerControl;
}
