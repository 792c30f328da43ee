import { once } from "node:events";
import type { proto } from "baileys";
import type { OutboundMessage, SendOutcome } from "#server/channels/adapter.ts";
import { probeLine } from "#server/channels/whatsapp/line/probe-line.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";
import { chooseId } from "#server/channels/whatsapp/send/choose-id.ts";
import { composePayload, FileMissing } from "#server/channels/whatsapp/send/compose-payload.ts";
import { readAcknowledgement } from "#server/channels/whatsapp/send/read-acknowledgement.ts";
import { relay, Unacknowledged } from "#server/channels/whatsapp/send/relay.ts";

const againMilliseconds = 5_000;
const refusedNumber = "Nobody has this number on WhatsApp any more.";

/**
 * Hands one message over and waits until the server has acknowledged it. It goes out under its own id on every attempt, so that
 * whatever became of an earlier one, the customer sees it once; what was uploaded then is used again. Never throws.
 */
export async function sendMessage(
  device: LiveDevice,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { times, ended } = device;
  const patience = AbortSignal.timeout(message.file ? times.acknowledgeFile : times.acknowledge);
  const stop = AbortSignal.any([signal, ended, patience]);
  const id = message.ownId ?? chooseId();
  try {
    return await Promise.race([handOver(device, id, message, stop), stopped(stop)]);
  } catch (error) {
    return outcomeOfError(device, error, patience.aborted);
  }
}

async function handOver(
  device: LiveDevice,
  id: string,
  message: OutboundMessage,
  stop: AbortSignal,
): Promise<SendOutcome> {
  const { chatId } = message;
  if (!(await hasDevices(device, chatId)))
    return { outcome: "refused", reason: "not_on_service", detail: refusedNumber };
  const payload = await payloadOf(device, id, message);
  const { error } = await relay(device, { chatId, id, payload }, stop);
  if (error !== null) return readAcknowledgement(error);
  return { outcome: "sent", externalId: id, sequence: 0, sentAt: device.context.clock.now() };
}

/** Baileys would send to our own phone alone, and the server would take it. The lists are remembered for some minutes. */
async function hasDevices({ baileys, sock, me }: LiveDevice, chatId: string): Promise<boolean> {
  const own = baileys.jidNormalizedUser(baileys.isLidUser(chatId) && me.lid ? me.lid : me.id);
  const customer = baileys.jidDecode(chatId)?.user;
  const devices = await sock.getUSyncDevices([own, chatId], true, false);
  return devices.some(({ user }) => user === customer);
}

async function payloadOf(device: LiveDevice, id: string, message: OutboundMessage): Promise<proto.IMessage> {
  const earlier = await device.payloads.find(id);
  if (earlier) return earlier.payload;
  const payload = await composePayload(device, message);
  await device.payloads.keep(id, { chatId: message.chatId, payload });
  return payload;
}

async function stopped(stop: AbortSignal): Promise<never> {
  if (!stop.aborted) await once(stop, "abort");
  throw new Unacknowledged();
}

/** As the id makes it safe, all that is not known is tried again; the channel is asked first whether it still works. */
async function outcomeOfError(device: LiveDevice, error: unknown, inSilence: boolean): Promise<SendOutcome> {
  if (error instanceof FileMissing) return { outcome: "refused", reason: "file_refused", detail: "Its file is gone." };
  if (!(error instanceof Unacknowledged)) {
    const words = error instanceof Error ? error.message : String(error);
    device.log.warn({ channelId: device.connection.channelId, words }, "A message could not be handed to WhatsApp");
  }
  if (inSilence && !device.ended.aborted) {
    const probe = await probeLine(device, AbortSignal.timeout(device.times.answer));
    if (probe.outcome === "failed") return { outcome: "disconnected", reason: probe.reason };
  }
  return { outcome: "retry", afterMilliseconds: againMilliseconds, scope: "chat" };
}
