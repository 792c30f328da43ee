import type { LinkEvent, LinkFailure } from "#contract/channel-links.ts";
import type { Transaction } from "#server/context.ts";
import type { Log } from "#server/platform/log/log.ts";

/** What identifying credentials came to. */
export type Identification =
  | { readonly outcome: "accepted"; readonly accountId: string; readonly account: string; readonly name: string }
  | { readonly outcome: "refused"; readonly reason: "malformed_token" | "token_refused" | "unreachable" };

/** How accounts of a kind are connected: with a token that a person pastes, or by linking this server to a phone. */
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
