import { RateLimiterPostgres } from "rate-limiter-flexible";
import { database } from "#lib/core/database";
import { DomainError } from "#lib/core/errors";
import { hashSecret } from "#lib/core/secrets";
import { singleton } from "#lib/core/singleton";
import { accountRule, addressRule, codeRule, type DelayRule, holderOf, waitAfterS } from "./sign-in-delay.ts";

/** Our pools read int8 as bigint, the limiter counts milliseconds in numbers. */
const store = {
  async query({ text, values }: { text: string; values: unknown[] }) {
    const result = await database().pool.query<{ expire?: bigint | null }>(text, values);
    return {
      rowCount: result.rowCount,
      rows: result.rows.map((row) => ({ ...row, expire: row.expire == null ? null : Number(row.expire) })),
    };
  },
};

interface Limit {
  /** How many attempts since the last success. */
  attempts: RateLimiterPostgres;
  /** Open for one attempt at a time; closed for the wait that the attempt earned. */
  gate: RateLimiterPostgres;
  rule: DelayRule;
}

function limits(): { account: Limit; address: Limit; code: Limit } {
  return singleton("sign-in-limits", () => ({
    account: newLimit("account", accountRule),
    address: newLimit("address", addressRule),
    code: newLimit("code", codeRule),
  }));
}

function newLimit(name: string, rule: DelayRule): Limit {
  const options = { storeClient: store, storeType: "client", tableName: "rate_limit", tableCreated: true };
  return {
    attempts: new RateLimiterPostgres({ ...options, keyPrefix: `sign-in-${name}`, points: 1_000_000_000, duration: rule.windowS }),
    gate: new RateLimiterPostgres({ ...options, keyPrefix: `sign-in-${name}-gate`, points: 1, duration: rule.firstWaitS }),
    rule,
  };
}

/** One attempt to prove who one is, counted before it is looked at, so that a thousand at once are a thousand. */
export interface Attempt {
  /** The password was right: the account's count from this address starts anew and the address gets its attempt back. */
  succeeded(): Promise<void>;
}

/**
 * Counts an attempt per (account, address) and per address. Strangers at other addresses therefore never make the owner
 * wait. Works the same for accounts that do not exist.
 * @throws DomainError rate_limited with the seconds to wait
 */
export async function beginAttempt(account: string, address: string | undefined): Promise<Attempt> {
  const { account: byAccount, address: byAddress } = limits();
  const addressKey = keyOf(holderOf(address));
  const accountKey = keyOf(`${account}\n${holderOf(address)}`);
  await count(byAddress, addressKey);
  await count(byAccount, accountKey);
  return {
    async succeeded() {
      await Promise.all([
        byAccount.attempts.delete(accountKey),
        byAccount.gate.delete(accountKey),
        byAddress.attempts.reward(addressKey, 1),
      ]);
    },
  };
}

/** Counts an attempt at a second factor's code, by the account alone. @throws DomainError rate_limited */
export async function beginCodeAttempt(userId: string): Promise<Attempt> {
  const { code } = limits();
  const key = keyOf(userId);
  await count(code, key);
  return {
    async succeeded() {
      await Promise.all([code.attempts.delete(key), code.gate.delete(key)]);
    },
  };
}

/** Keys have a fixed length and the table shows neither accounts nor addresses. */
function keyOf(text: string): string {
  return hashSecret(text).toString("base64url");
}

async function count({ attempts, gate, rule }: Limit, key: string): Promise<void> {
  const before = (await attempts.get(key))?.consumedPoints ?? 0;
  const expectedWaitS = waitAfterS(before + 1, rule);
  if (expectedWaitS > 0) await passGate(gate, key, expectedWaitS);
  const { consumedPoints } = await attempts.penalty(key, 1);
  // Others were counted meanwhile and the free attempts are used up: only one at a time from here.
  if (expectedWaitS === 0 && waitAfterS(consumedPoints, rule) > 0) await passGate(gate, key, waitAfterS(consumedPoints, rule));
}

async function passGate(gate: RateLimiterPostgres, key: string, waitS: number): Promise<void> {
  try {
    await gate.consume(key, 1, { customDuration: waitS });
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    const waitMs =
      typeof refused === "object" && refused !== null && "msBeforeNext" in refused ? Number(refused.msBeforeNext) : waitS * 1000;
    const retryAfterS = Math.max(1, Math.ceil(waitMs / 1000));
    throw new DomainError("rate_limited", `Too many attempts; try again in ${retryAfterS} s`, { retryAfterS });
  }
}
