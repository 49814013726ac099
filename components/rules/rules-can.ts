/** What the person who looks may do. */
export interface RulesCan {
  /** Make, change, delete and import rules. */
  write: boolean;
  /** See who changed what. */
  audit: boolean;
}
