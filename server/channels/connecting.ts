import type { LinkEvent, LinkFailure } from "#contract/channel-links.ts";
import type { Connection, ConnectionHooks, WebhookRequest } from "#server/channels/adapter.ts";
import type { Transaction } from "#server/context.ts";
import type { Log } from "#server/platform/log/log.ts";

/** What identifying credentials came to. */
export type Identification =
  | { readonly outcome: "accepted"; readonly accountId: string; readonly account: string; readonly name: string }
  | { readonly outcome: "refused"; readonly reason: "malformed_token" | "token_refused" | "unreachable" };

/** How accounts of a kind are connected: with a token that a person pastes, by linking this server to a phone, or by logging in there. */
export type Connecting =
  | {
      readonly by: "token";
      /** Asks the service whose credentials these are. */
      identify(token: string, signal: AbortSignal): Promise<Identification>;
    }
  | {
      readonly by: "link";
      /** Shows codes until a phone was linked, the signal says stop, or it failed; never throws. */
      link(request: LinkRequest, hooks: LinkHooks): Promise<LinkOutcome>;
      /**
       * Hands over what an account's device has taken from the service and nobody has handled yet, before the device is forgotten.
       * Any process may do that, also beside the one that holds the line: what is handed over twice counts once.
       */
      settle(connection: Connection, receive: ConnectionHooks["receive"], signal: AbortSignal): Promise<void>;
    }
  | LoginConnecting;

/** Connecting by the authorization code that a service sends a person's browser back with: RFC 6749, section 4.1. */
export interface LoginConnecting {
  readonly by: "login";
  /** The settings that whoever operates Wokfow has not given yet; while there are any, nobody can log in. */
  readonly missingSettings: readonly string[];
  /** Where a person logs in. The service sends the browser back to `returnAddress`, with `state`. `again`: it asks also for what was left out before. */
  addressOf(request: LoginRequest): string;
  /** Exchanges the code of a return and lists the accounts that the person may connect; never throws. */
  redeem(code: string, returnAddress: string, signal: AbortSignal): Promise<LoginOutcome>;
  /**
   * Who has taken their consent back, or wants deleted what is kept of them, by what the service signs; checked in constant time, null
   * when the proof is missing, false or too old.
   */
  readConsent(request: WebhookRequest, now: Date): Withdrawal | null;
}

/** Who withdraws, and when they did: `before` is the first moment that was certainly later, as services count in seconds. */
export interface Withdrawal {
  readonly personId: string;
  readonly before: Date;
}

/** What a login page is opened with. */
export interface LoginRequest {
  readonly state: string;
  readonly returnAddress: string;
  readonly again: boolean;
}

/** An account that whoever has logged in may connect. `expiresAt`: when somebody must log in again, null: never. */
export interface LoginAccount {
  readonly accountId: string;
  readonly account: string;
  readonly name: string;
  readonly picture: { readonly type: string; readonly bytes: Buffer } | null;
  /** False where whoever has logged in may not do for this account what Wokfow needs; then it cannot be chosen. */
  readonly isUsable: boolean;
  /** What the adapter needs to work with it; sealed wherever it is kept. */
  readonly credentials: string;
  readonly expiresAt: Date | null;
}

/** What became of a login. `personId` is how the service names who has logged in; `missing` the permissions that were left out. */
export type LoginOutcome =
  | {
      readonly outcome: "granted";
      readonly personId: string;
      readonly person: string;
      readonly accounts: readonly LoginAccount[];
    }
  | {
      readonly outcome: "failed";
      readonly reason: "code_refused" | "permission_missing" | "no_account" | "unreachable" | "service_error";
      readonly missing: readonly string[];
    };

/** What a phone is to be linked for. `phoneNumber` in digits: it is asked to enter a pairing code; null: it scans. */
export interface LinkRequest {
  readonly workspaceId: string;
  readonly phoneNumber: string | null;
}

/** Whom a linked phone belongs to. `accountId` never changes; `account` is for people. */
export interface LinkedAccount {
  readonly accountId: string;
  readonly account: string;
  readonly name: string;
}

/** What a link tells whoever asked for it, and when it must stop. */
export interface LinkHooks {
  readonly signal: AbortSignal;
  readonly log: Log;
  show(code: Extract<LinkEvent, { kind: "qr" | "pairing_code" | "paired" }>): void;
  /**
   * Stores the channel of the account, and with it, in the same transaction, what `store` writes: the identity of the new device, in
   * place of any former one. The phone is told that it is linked only after that. Answers why not, with nothing stored, when the account
   * cannot be connected here.
   */
  keep(
    account: LinkedAccount,
    store: (tx: Transaction, channelId: string) => Promise<void>,
  ): Promise<LinkFailure | null>;
}

/** What became of a link. */
export type LinkOutcome =
  | { readonly outcome: "linked" }
  | { readonly outcome: "failed"; readonly reason: LinkFailure }
  | { readonly outcome: "cancelled" };
