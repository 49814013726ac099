/** What the person who looks may do. */
export interface AlertsCan {
  /** Acknowledge, resolve, comment, assign. */
  write: boolean;
  /** See whom an alert can be given to. */
  readUsers: boolean;
}
