import { type Channel, probeChannel } from "#contract/channels.ts";
import { call } from "#web/shell/api.ts";

const running = new Map<string, Promise<Channel>>();

/** Asks the outside service about a channel now. Whoever asks while an answer is on its way gets that answer. */
export function probeOnce(channelId: string): Promise<Channel> {
  const known = running.get(channelId);
  if (known) return known;
  const asked = call(probeChannel, { params: { channelId } }).finally(() => running.delete(channelId));
  running.set(channelId, asked);
  return asked;
}
