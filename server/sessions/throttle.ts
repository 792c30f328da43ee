import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** One guess that was taken from a budget. */
export interface Guess {
  /** Gives the guess back, because it was right. */
  giveBack(): Promise<void>;
}

/**
 * How often passwords may be tried, counted in PostgreSQL so that it holds across processes. Each budget ends by itself, a
 * quarter of an hour after its first guess. Refused `throttled` with the seconds to wait.
 */
export interface Throttle {
  /** A sign-in from a browser that never signed in to this account: a budget of the account and one of the address. */
  stranger(email: string, address: string): Promise<Guess>;
  /** A sign-in from a browser that did: a budget of its own, which strangers cannot use up. */
  knownDevice(deviceId: string, personId: string): Promise<Guess>;
  /** The current password, asked again of somebody who is signed in. */
  confirmation(personId: string): Promise<Guess>;
  /** A new workspace. */
  signUp(address: string): Promise<void>;
  /** A link for a forgotten password: a budget of the account, whether there is one or not, and one of the address. */
  passwordReset(email: string, address: string): Promise<void>;
}

const quarterHour = 15 * 60;
// A budget starts anew at a fixed moment, so half of the ten guesses that any quarter of an hour may hold.
const guessesPerAccount = 5;
// Behind a proxy, everybody has the proxy's address: this only slows one who goes through many accounts.
const guessesPerAddress = 300;
const signUpsPerAddress = 300;
// Each is an e-mail in somebody's inbox who may not have asked for it.
const resetsPerAccount = 3;
const resetsPerAddress = 100;

/** Makes the budgets on the table `throttles`. */
export function createThrottle(pool: Pool): Throttle {
  const account = budget(pool, "account", guessesPerAccount);
  const address = budget(pool, "address", guessesPerAddress);
  const device = budget(pool, "device", guessesPerAccount);
  const confirmation = budget(pool, "confirmation", guessesPerAccount);
  const signUps = budget(pool, "sign_up", signUpsPerAddress);
  const resets = budget(pool, "reset", resetsPerAccount);
  const resetsFrom = budget(pool, "reset_from", resetsPerAddress);
  return {
    stranger: async (email, from) => spend([account, hashOf(email)], [address, from]),
    knownDevice: async (deviceId, personId) => spend([device, hashOf(`${personId} ${deviceId}`)]),
    confirmation: async (personId) => spend([confirmation, personId]),
    signUp: async (from) => void (await spend([signUps, from])),
    passwordReset: async (email, from) => void (await spend([resets, hashOf(email)], [resetsFrom, from])),
  };
}

function budget(pool: Pool, keyPrefix: string, points: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool,
    tableName: "throttles",
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    points,
    duration: quarterHour,
  });
}

/** Takes a guess from every budget or from none, so that what is refused by one does not use up another. */
async function spend(...budgets: [RateLimiterPostgres, string][]): Promise<Guess> {
  const spent: typeof budgets = [];
  const giveBack = async () => void (await Promise.all(spent.map(([limiter, key]) => limiter.reward(key))));
  for (const [limiter, key] of budgets) {
    try {
      await limiter.consume(key);
      spent.push([limiter, key]);
    } catch (reason) {
      await giveBack();
      throw reason instanceof RateLimiterRes ? throttled(reason.msBeforeNext) : reason;
    }
  }
  return { giveBack };
}

function throttled(milliseconds: number): Refusal {
  const retryAfter = Math.max(1, Math.ceil(milliseconds / 1000));
  const minutes = Math.ceil(retryAfter / 60);
  return new Refusal(429, "throttled", "There were too many attempts.", {
    detail: `Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
    retryAfter,
  });
}

/** Addresses of people stay out of the table. */
function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
