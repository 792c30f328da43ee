import { type Channel, probeChannel } from "#contract/channels.ts";
import { call } from "#web/shell/api.ts";
import { createStore } from "#web/shell/store.ts";

/** The questions that are on their way, by channel. */
export const probesRunning = createStore<ReadonlyMap<string, Promise<Channel>>>(new Map());

/** Asks the outside service about a channel now. Whoever asks while an answer is on its way gets that answer. */
export function probeOnce(channelId: string): Promise<Channel> {
  const known = probesRunning.get().get(channelId);
  if (known) return known;
  const asked = call(probeChannel, { params: { channelId } }).finally(() =>
    probesRunning.set(new Map([...probesRunning.get()].filter(([id]) => id !== channelId))),
  );
  probesRunning.set(new Map([...probesRunning.get(), [channelId, asked]]));
  return asked;
}
