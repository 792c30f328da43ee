import type { GuardSaid } from "#server/guards/say-guard.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** A message that a guard of its channel does not let be written. */
export class HeldBack extends Refusal {
  readonly channelId: string;

  constructor(channelId: string, { code, title, remedy }: GuardSaid) {
    super(409, code, title, { detail: remedy });
    this.name = "HeldBack";
    this.channelId = channelId;
  }
}
