import { z } from "zod";
import { Permission, Role } from "#lib/auth/permissions";
import { Id, Instant, PlainText } from "#lib/universal/identifiers";
import { Cursor, Limit, page } from "#lib/universal/paging";

/** An e-mail address as we keep it: trimmed, lower case. */
export const Email = PlainText.max(254).trim().toLowerCase().pipe(z.email("must be an e-mail address such as ada@example.org"));
/** A new password. Length is the only rule: more rules make worse passwords. */
export const NewPassword = PlainText.min(10, "must have at least 10 characters").max(256);
/** A password that somebody types to prove who they are: it may be shorter than today's rule. */
const TypedPassword = z.string().min(1).max(256);
/** What an account or a key is called. */
export const Name = PlainText.max(120).trim();
/** Permissions without repetition, in the order of the closed list. */
const PermissionSet = z
  .array(Permission)
  .min(1)
  .transform((held) => Permission.options.filter((permission) => held.includes(permission)));
/** A yes or no in a query. */
const Flag = z.enum(["true", "false"]).transform((value) => value === "true");

// ── sign-in ───────────────────────────────────────────────────────────────────────────────────
/** The fields of the sign-in form, posted to next-auth. `totp` only from accounts with a second factor. */
export const SignInInput = z.strictObject({
  email: PlainText.min(1).max(254).trim().toLowerCase(),
  password: TypedPassword,
  totp: z.string().max(16).optional(),
});
export type SignInInput = z.infer<typeof SignInInput>;
/** What goes into the session. `tokenVersion` ends it when the account's own has moved on. */
export const SignedIn = z.object({ id: Id, email: z.string(), tokenVersion: z.number().int() });
export type SignedIn = z.infer<typeof SignedIn>;

// ── set-up ────────────────────────────────────────────────────────────────────────────────────
/** `needed`: there is no admin yet. `codeRequired`: you are not on this machine, so bring the code from the terminal. */
export const SetupState = z.object({ needed: z.boolean(), codeRequired: z.boolean() });
export type SetupState = z.infer<typeof SetupState>;

export const SetupInput = z.strictObject({
  email: Email,
  password: NewPassword,
  name: Name.optional(),
  code: z.string().max(64).optional(),
});
export type SetupInput = z.infer<typeof SetupInput>;
export const SetupDone = z.object({ id: Id, email: z.string() });

// ── me ────────────────────────────────────────────────────────────────────────────────────────
/** Who asks: a person, or an API key (which has no uid, email or role). */
export const Me = z.object({
  kind: z.enum(["user", "api_key"]),
  id: Id,
  uid: z.number().int().nullable(),
  email: z.string().nullable(),
  name: z.string(),
  role: Role.nullable(),
  hasSecondFactor: z.boolean(),
  permissions: z.array(Permission),
});
export type Me = z.infer<typeof Me>;

export const NoInput = z.strictObject({});
export const NoOutput = z.undefined();
export const ChangePasswordInput = z.strictObject({ currentPassword: TypedPassword, newPassword: NewPassword });

/** For an authenticator app: `uri` as a QR code, `secret` to type. Nothing is stored before it is confirmed. */
export const SecondFactorOffer = z.object({ secret: z.string(), uri: z.string() });
export type SecondFactorOffer = z.infer<typeof SecondFactorOffer>;
/** `secret` as it was offered, `code` as the app shows it now. */
export const SetSecondFactorInput = z.strictObject({
  secret: z.string().regex(/^[A-Z2-7]{32,64}$/, "must be the secret that was offered"),
  code: z.string().min(6).max(16),
  currentPassword: TypedPassword,
});
export type SetSecondFactorInput = z.infer<typeof SetSecondFactorInput>;
export const RemoveSecondFactorInput = z.strictObject({ currentPassword: TypedPassword });

// ── users ─────────────────────────────────────────────────────────────────────────────────────
/** An account. `uid` and `uuid` are what nodes know; `uuid` is a credential of proxy protocols. */
export const User = z.object({
  id: Id,
  uid: z.number().int(),
  uuid: Id,
  email: z.string(),
  name: z.string(),
  role: Role,
  hasSecondFactor: z.boolean(),
  createdAt: Instant,
  lastSignInAt: Instant.nullable(),
  disabledAt: Instant.nullable(),
  activePackage: z.object({ queueItemId: Id, packageName: z.string() }).nullable(),
});
export type User = z.infer<typeof User>;

/** `q` is a part of the e-mail or name, or the exact uid, id or uuid. Newest first. */
export const ListUsersInput = z.strictObject({
  q: PlainText.max(254).optional(),
  role: Role.optional(),
  disabled: Flag.optional(),
  limit: Limit,
  cursor: Cursor.optional(),
});
export type ListUsersInput = z.input<typeof ListUsersInput>;
export const UserList = page(User);
export type UserList = z.infer<typeof UserList>;

/** Without a password the account cannot sign in until a password link is used. */
export const CreateUserInput = z.strictObject({
  email: Email,
  name: Name.optional(),
  password: NewPassword.optional(),
  role: Role.default("user"),
});
export type CreateUserInput = z.input<typeof CreateUserInput>;

export const UserIdInput = z.strictObject({ id: Id });
export const UpdateUserInput = z.strictObject({
  id: Id,
  email: Email.optional(),
  name: Name.optional(),
  role: Role.optional(),
  password: NewPassword.optional(),
});
export type UpdateUserInput = z.input<typeof UpdateUserInput>;

/** Up to 500 accounts disabled or enabled at once: all of them, or none when one id is unknown. */
export const BulkDisableUsersInput = z.strictObject({ ids: z.array(Id).min(1).max(500), disabled: z.boolean() });
export type BulkDisableUsersInput = z.infer<typeof BulkDisableUsersInput>;
/** `changed`: those that were in the other state before. */
export const UsersDisabled = z.object({ changed: z.number().int() });
export type UsersDisabled = z.infer<typeof UsersDisabled>;

/** `path` is shown this once; put this site's origin before it. The part after # never reaches a server log. */
export const PasswordLink = z.object({ path: z.string(), expiresAt: Instant });
export type PasswordLink = z.infer<typeof PasswordLink>;
export const RedeemPasswordLinkInput = z.strictObject({ token: z.string().min(1).max(128), password: NewPassword });
export type RedeemPasswordLinkInput = z.infer<typeof RedeemPasswordLinkInput>;

// ── import of accounts ────────────────────────────────────────────────────────────────────────
/** The columns that a file of accounts may have. `email` must be there; without `name` it is empty, without `role` "user". */
export const ImportColumn = z.enum(["email", "name", "role"]);
export type ImportColumn = z.infer<typeof ImportColumn>;

/**
 * A file of accounts as CSV (RFC 4180; a comma, semicolon or tab between cells, whichever the header uses). Only
 * `dryRun: false` writes, and then all rows or none, unless `skipInvalid` leaves the wrong ones out. `passwordLinks` makes
 * one link per account, shown this once.
 */
export const ImportUsersInput = z.strictObject({
  csv: PlainText,
  dryRun: z.boolean().default(true),
  skipInvalid: z.boolean().default(false),
  passwordLinks: z.boolean().default(false),
});
export type ImportUsersInput = z.input<typeof ImportUsersInput>;

/** What is wrong in a file: `line` as an editor counts them, `column` null when it is about the line or the file as a whole. */
export const ImportProblem = z.object({
  line: z.number().int(),
  column: z.string().nullable(),
  code: z.enum([
    "empty_file",
    "malformed",
    "too_many_rows",
    "missing_column",
    "unknown_column",
    "repeated_column",
    "too_few_cells",
    "too_many_cells",
    "invalid_email",
    "invalid_name",
    "unknown_role",
    "role_not_allowed",
    "repeated",
    "already_exists",
  ]),
  detail: z.string(),
  /** What stands there, at most 200 characters of it. */
  value: z.string(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

/** An account of the file; after a dry run it has no ids yet. `passwordLink` is a path as in `PasswordLink`. */
export const ImportedUser = z.object({
  line: z.number().int(),
  email: z.string(),
  name: z.string(),
  role: Role,
  id: Id.nullable(),
  uid: z.number().int().nullable(),
  uuid: Id.nullable(),
  passwordLink: z.string().nullable(),
});
export type ImportedUser = z.infer<typeof ImportedUser>;

/**
 * `total` rows below the header, of which `valid` can be imported and `invalid` cannot; a row may have several problems.
 * `users` are those that were created, or in a dry run would be. A file that cannot be read has problems but no rows.
 */
export const UserImport = z.object({
  dryRun: z.boolean(),
  total: z.number().int(),
  valid: z.number().int(),
  invalid: z.number().int(),
  created: z.number().int(),
  rejected: z.array(ImportProblem),
  users: z.array(ImportedUser),
  linksExpireAt: Instant.nullable(),
});
export type UserImport = z.infer<typeof UserImport>;

// ── API keys ──────────────────────────────────────────────────────────────────────────────────
export const ApiKey = z.object({
  id: Id,
  prefix: z.string(),
  name: z.string(),
  permissions: z.array(Permission),
  createdBy: z.object({ id: Id, email: z.string() }).nullable(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** A revoked key is revoked, whether its time is over or not. */
export const ApiKeyState = z.enum(["active", "expired", "revoked"]);
export type ApiKeyState = z.infer<typeof ApiKeyState>;

/** `createdBy`: an account's id. */
export const ListApiKeysInput = z.strictObject({
  state: ApiKeyState.optional(),
  createdBy: Id.optional(),
  limit: Limit,
  cursor: Cursor.optional(),
});
export type ListApiKeysInput = z.input<typeof ListApiKeysInput>;
export const ApiKeyList = page(ApiKey);
export type ApiKeyList = z.infer<typeof ApiKeyList>;

export const CreateApiKeyInput = z.strictObject({
  name: Name.pipe(z.string().min(1)),
  permissions: PermissionSet,
  expiresAt: Instant.optional(),
});
export type CreateApiKeyInput = z.input<typeof CreateApiKeyInput>;
/** `key` is shown this once; we keep only its hash. */
export const ApiKeyCreated = ApiKey.extend({ key: z.string() });
export type ApiKeyCreated = z.infer<typeof ApiKeyCreated>;
export const ApiKeyIdInput = z.strictObject({ id: Id });
/** Only the name: what a key may do and until when is fixed for its life. Make another one for that. */
export const UpdateApiKeyInput = z.strictObject({ id: Id, name: Name.pipe(z.string().min(1)) });
export type UpdateApiKeyInput = z.input<typeof UpdateApiKeyInput>;

// ── audit ─────────────────────────────────────────────────────────────────────────────────────
/** One write: who, what, on what, and `{ field: [before, after] }` of what changed. Secrets show as "[secret]". */
export const AuditRow = z.object({
  id: z.string(),
  at: Instant,
  actorKind: z.enum(["user", "api_key", "system", "anonymous"]),
  actorId: Id.nullable(),
  actorLabel: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  /** How it is called today; null when it is gone or has no name. */
  subjectName: z.string().nullable(),
  diff: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
});
export type AuditRow = z.infer<typeof AuditRow>;

/** Newest first; `[from, to)`. `actor` is the whole label: an account's e-mail, a key's `name (prefix)`, a job's name. */
export const ListAuditInput = z.strictObject({
  subjectKind: PlainText.max(64).optional(),
  subjectId: PlainText.max(256).optional(),
  actorId: Id.optional(),
  actor: PlainText.max(400).optional(),
  action: PlainText.max(64).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  limit: Limit,
  cursor: Cursor.optional(),
});
export type ListAuditInput = z.input<typeof ListAuditInput>;
export const AuditList = page(AuditRow);
export type AuditList = z.infer<typeof AuditList>;

export const AuditRowIdInput = z.strictObject({ id: z.string().regex(/^\d{1,18}$/, "must be the number of an audit row") });

/** What the log has been written with: every action and kind of subject, and the first 500 actors by label. */
export const AuditNames = z.object({ actions: z.array(z.string()), subjectKinds: z.array(z.string()), actors: z.array(z.string()) });
export type AuditNames = z.infer<typeof AuditNames>;
