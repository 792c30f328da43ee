import type { DeedOutcome, OutboundReaction } from "#server/channels/abilities.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";
import { chooseId } from "#server/channels/whatsapp/send/choose-id.ts";
import { relay } from "#server/channels/whatsapp/send/relay.ts";

/** Puts an emoji on a message, or takes it back, and waits until the server has acknowledged it. Never throws. */
export async function react(device: LiveDevice, reaction: OutboundReaction, signal: AbortSignal): Promise<DeedOutcome> {
  const { times, ended, context, payloads } = device;
  const { chatId, targetExternalId: id, targetIsOurs: fromMe, emoji } = reaction;
  const payload = {
    reactionMessage: {
      key: { remoteJid: chatId, fromMe, id },
      // Taking it back is an empty one.
      text: emoji ?? "",
      senderTimestampMs: context.clock.now().getTime(),
    },
  };
  const letter = { chatId, id: chooseId(), payload };
  try {
    await payloads.keep(letter.id, letter);
    const stop = AbortSignal.any([signal, ended, AbortSignal.timeout(times.acknowledge)]);
    const { error } = await relay(device, letter, stop);
    return error === null ? { outcome: "done" } : { outcome: "failed", reason: "service_error" };
  } catch {
    return { outcome: "failed", reason: ended.aborted ? "unreachable" : "silent" };
  }
}
