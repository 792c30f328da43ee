import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { linkDesk } from "#server/channels/linking/link-channel.ts";
import type { Context } from "#server/context.ts";
import type { SimulatedPhone } from "#simulators/whatsapp/start-whatsapp.ts";

/** Links a phone without HTTP: it scans the codes that a process shows. Resolves with the identifier of its channel. */
export async function linkAtDesk(parts: ChannelParts, context: Context, phone: SimulatedPhone): Promise<string> {
  const start = await linkDesk(parts).admit(context, { kind: "whatsapp" });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  start({
    gone: new AbortController().signal,
    write(event) {
      if (event.kind === "qr") phone.scan(event.code).catch(reject);
      if (event.kind === "linked") resolve(event.channelId);
      if (event.kind === "failed") reject(new Error(`The phone was not linked: ${event.reason}.`));
    },
    end: () => undefined,
  });
  return promise;
}
