/** What the person who looks may do and see. */
export interface EventsCan {
  retry: boolean;
  readUsers: boolean;
  /** Webhooks and mail. */
  readTargets: boolean;
  writeTargets: boolean;
}
