/**
 * The closed list of problem codes and their HTTP status. Everything that can go wrong on purpose has one of these;
 * `detail` says what and where in words.
 */
export const problemStatus = {
  bad_request: 400,
  validation_failed: 400,
  malformed_json: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  wrong_state: 409,
  confirmation_required: 409,
  batch_conflict: 409,
  counter_went_backwards: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  unprocessable: 422,
  upgrade_required: 426,
  rate_limited: 429,
  internal: 500,
  database_unavailable: 503,
  shutting_down: 503,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** One wrong field: `path` names it (`body.trafficFactor`, `query.timeZone`), `detail` says what is expected. */
export interface ProblemItem {
  path: string;
  code: string;
  detail: string;
}

/** The body of every error answer (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  requestId: string;
  errors?: ProblemItem[];
  /** What the resource is now, with `wrong_state` and `conflict`; what would happen, with `confirmation_required`. */
  state?: unknown;
}
