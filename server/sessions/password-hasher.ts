import { randomUUID } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** Hashes and checks passwords on other threads, few at a time. */
export interface PasswordHasher {
  /** argon2id in PHC form. Refused `busy` when too many are waiting. */
  hash(password: string): Promise<string>;
  /** Whether a password fits a hash; with null it takes as long and is false. Refused `busy` when too many are waiting. */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}

// OWASP's smallest setting for argon2id, which is also this package's default algorithm: 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Node has four threads for this, files and name look-ups together; two at a time leave some for the others.
const atOnce = 2;
const mostWaiting = 100;

/** Makes the hasher of a process. A flood of sign-ins waits in its queue, which is bounded, and takes no more than its memory. */
export function createPasswordHasher(): PasswordHasher {
  const queue = boundedQueue();
  // Stands in for the hash of somebody unknown.
  const dummy = hash(randomUUID(), cost);
  return {
    hash: (password) => queue(() => hash(password, cost)),
    async verify(passwordHash, password) {
      const against = passwordHash ?? (await dummy);
      const fits = await queue(() => verify(against, password));
      return fits && passwordHash !== null;
    },
  };
}

function boundedQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) throw busy();
      await new Promise<void>((turn) => waiting.push(turn));
    } else running += 1;
    try {
      return await work();
    } finally {
      // A place is handed on rather than freed, so that nobody slips in before those who wait.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

function busy(): Refusal {
  return new Refusal(503, "busy", "Too many people are signing in at this moment.", {
    detail: "Wait a few seconds and try again.",
    retryAfter: 3,
  });
}
