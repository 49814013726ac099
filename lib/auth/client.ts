import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  ApiKey,
  ApiKeyCreated,
  ApiKeyList,
  AuditList,
  AuditNames,
  AuditRow,
  BulkDisableUsersInput,
  ChangePasswordInput,
  CreateApiKeyInput,
  CreateUserInput,
  ImportUsersInput,
  ListApiKeysInput,
  ListAuditInput,
  ListUsersInput,
  PasswordLink,
  RedeemPasswordLinkInput,
  RemoveSecondFactorInput,
  SecondFactorOffer,
  SetSecondFactorInput,
  SetupDone,
  SetupInput,
  SignInInput,
  UpdateApiKeyInput,
  UpdateUserInput,
  User,
  UserImport,
  UserList,
  UsersDisabled,
} from "#lib/auth/schema";
import { apiGet, apiSend, apiUrl } from "#lib/universal/api-client";

type UsersFilter = Omit<ListUsersInput, "cursor" | "limit"> & { limit?: number };
type ApiKeysFilter = Omit<ListApiKeysInput, "cursor" | "limit"> & { limit?: number };
/** What the log is narrowed to; nothing shows all. */
export type AuditFilter = Omit<ListAuditInput, "cursor" | "limit"> & { limit?: number };

/** Query keys of accounts, keys and the audit log. `users` is what `user:changed` makes stale, `apiKeys` `system:key-changed`. */
export const authKeys = {
  me: ["auth", "me"] as const,
  setup: ["auth", "setup"] as const,
  users: ["auth", "users"] as const,
  userList: (filter: UsersFilter) => [...authKeys.users, "list", filter] as const,
  user: (id: string) => [...authKeys.users, "one", id] as const,
  apiKeys: ["auth", "api-keys"] as const,
  apiKeyList: (filter: ApiKeysFilter) => [...authKeys.apiKeys, "list", filter] as const,
  apiKey: (id: string) => [...authKeys.apiKeys, "one", id] as const,
  audit: ["auth", "audit"] as const,
  auditList: (filter: AuditFilter) => [...authKeys.audit, filter] as const,
  auditRow: (id: string) => ["auth", "audit-row", id] as const,
  auditNames: ["auth", "audit-names"] as const,
};

/** Accounts page by page, newest first. */
export function usersQuery(filter: UsersFilter = {}) {
  return infiniteQueryOptions({
    queryKey: authKeys.userList(filter),
    queryFn: ({ pageParam, signal }) => apiGet<UserList>("/api/v1/admin/users", { ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function userQuery(id: string) {
  return queryOptions({ queryKey: authKeys.user(id), queryFn: () => apiGet<User>(`/api/v1/admin/users/${id}`) });
}

/** The audit log page by page, newest first. A resource's own history: `{ subjectKind, subjectId }`. */
export function auditQuery(filter: AuditFilter = {}) {
  return infiniteQueryOptions({
    queryKey: authKeys.auditList(filter),
    queryFn: ({ pageParam, signal }) => apiGet<AuditList>("/api/v1/admin/audit", { ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Where the CSV of the same filter is downloaded. */
export function auditCsvUrl(filter: AuditFilter = {}): string {
  return apiUrl("/api/v1/admin/audit", { ...filter, format: "csv" });
}

/** API keys page by page, newest first; needs `settings:read`. */
export function apiKeysQuery(filter: ApiKeysFilter = {}) {
  return infiniteQueryOptions({
    queryKey: authKeys.apiKeyList(filter),
    queryFn: ({ pageParam, signal }) => apiGet<ApiKeyList>("/api/v1/admin/api-keys", { ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function apiKeyQuery(id: string) {
  return queryOptions({ queryKey: authKeys.apiKey(id), queryFn: () => apiGet<ApiKey>(`/api/v1/admin/api-keys/${encodeURIComponent(id)}`) });
}

/** A row never changes. */
export function auditRowQuery(id: string) {
  return queryOptions({
    queryKey: authKeys.auditRow(id),
    queryFn: () => apiGet<AuditRow>(`/api/v1/admin/audit/${encodeURIComponent(id)}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What the audit log can be filtered by; new names are rare. */
export function auditNamesQuery() {
  return queryOptions({
    queryKey: authKeys.auditNames,
    queryFn: () => apiGet<AuditNames>("/api/v1/admin/audit/names"),
    staleTime: 60_000,
  });
}

/** The answer is the only place that shows the key. */
export const createApiKey = (input: CreateApiKeyInput) => apiSend<ApiKeyCreated>("POST", "/api/v1/admin/api-keys", input);
export const updateApiKey = ({ id, name }: UpdateApiKeyInput) => apiSend<ApiKey>("PATCH", `/api/v1/admin/api-keys/${id}`, { name });
export const revokeApiKey = (id: string) => apiSend("DELETE", `/api/v1/admin/api-keys/${id}`);

export const setUp = (input: SetupInput) => apiSend<z.infer<typeof SetupDone>>("POST", "/api/v1/setup", input);

export const createUser = (input: CreateUserInput) => apiSend<User>("POST", "/api/v1/admin/users", input);
export const updateUser = ({ id, ...changes }: UpdateUserInput) => apiSend<User>("PATCH", `/api/v1/admin/users/${id}`, changes);
export const disableUser = (id: string) => apiSend<User>("POST", `/api/v1/admin/users/${id}/disable`);
export const enableUser = (id: string) => apiSend<User>("POST", `/api/v1/admin/users/${id}/enable`);
export const bulkDisableUsers = (input: BulkDisableUsersInput) => apiSend<UsersDisabled>("POST", "/api/v1/admin/users/bulk", input);
/** A dry run unless `dryRun: false`. @throws ApiError `unprocessable` when nothing was imported because a row is wrong */
export const importUsers = (input: ImportUsersInput) => apiSend<UserImport>("POST", "/api/v1/admin/users/import", input);
export const signOutUserEverywhere = (id: string) => apiSend<User>("POST", `/api/v1/admin/users/${id}/sign-out-everywhere`);
export const createPasswordLink = (id: string) => apiSend<PasswordLink>("POST", `/api/v1/admin/users/${id}/password-link`);

/** Sets a password with the one-time link's token. */
export const redeemPasswordLink = (input: RedeemPasswordLinkInput) => apiSend("POST", "/api/v1/password", input);
/** Ends every session of the account, this one too: sign in again with the new password. */
export const changePassword = (input: z.input<typeof ChangePasswordInput>) => apiSend("POST", "/api/v1/me/password", input);
/** A new secret for an authenticator app; `setSecondFactor` with a first code turns it on. */
export const offerSecondFactor = () => apiSend<SecondFactorOffer>("POST", "/api/v1/me/second-factor/offer");
export const setSecondFactor = (input: SetSecondFactorInput) => apiSend("POST", "/api/v1/me/second-factor", input);
export const removeSecondFactor = (input: z.input<typeof RemoveSecondFactorInput>) =>
  apiSend("POST", "/api/v1/me/second-factor/remove", input);
/** For somebody who lost the phone. */
export const removeUserSecondFactor = (id: string) => apiSend<User>("POST", `/api/v1/admin/users/${id}/remove-second-factor`);
/** Ends every session of the account, this one too. */
export const signOutEverywhere = () => apiSend("POST", "/api/v1/me/sign-out-everywhere");

/** Next-auth's token against forged posts; it sets the cookie that belongs to it. */
const csrfToken = async () => (await apiGet<{ csrfToken: string }>("/api/auth/csrf")).csrfToken;

/**
 * Signs in and returns where to go: `callbackUrl` if it is on this site, else the start page.
 * @throws ApiError `unauthenticated` (wrong e-mail or password; with `errors[0].path` "totp" a code is missing or wrong),
 *   `rate_limited` with `retryAfterS`
 */
export async function signIn({ callbackUrl = "/", ...input }: SignInInput & { callbackUrl?: string }): Promise<string> {
  const body = { ...input, callbackUrl, csrfToken: await csrfToken() };
  return (await apiSend<{ url: string }>("POST", "/api/auth/callback/credentials", body)).url;
}

/** Whether this installation offers single sign-on beside passwords, and how it is called. Null: it does not. */
export function singleSignOnQuery() {
  return queryOptions({
    queryKey: ["auth", "providers"],
    queryFn: async () => (await apiGet<{ oidc?: { name: string } }>("/api/auth/providers")).oidc ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Begins a single sign-on and returns the provider's page to go to. */
export async function beginSingleSignOn(callbackUrl = "/"): Promise<string> {
  return (await apiSend<{ url: string }>("POST", "/api/auth/signin/oidc", { callbackUrl, csrfToken: await csrfToken() })).url;
}

/** Ends the session of this browser and returns where to go. */
export async function signOut(): Promise<string> {
  return (await apiSend<{ url: string }>("POST", "/api/auth/signout", { callbackUrl: "/sign-in", csrfToken: await csrfToken() })).url;
}

/** Mounted once in the app shell: a session lasts 12 h after the last time a page asked for it. Null when it has ended. */
export function sessionQuery() {
  return queryOptions({
    queryKey: ["auth", "session"],
    queryFn: async () => (await apiGet<{ user?: { id: string } }>("/api/auth/session")).user ?? null,
    refetchInterval: 10 * 60_000,
    refetchOnWindowFocus: true,
  });
}
