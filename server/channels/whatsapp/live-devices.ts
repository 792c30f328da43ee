import { onAbort, pause } from "#server/channels/running/wait.ts";
import type { FindDevice, LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** The devices that are logged in in this process, by channel. */
export interface LiveDevices {
  readonly find: FindDevice;
  /** Names a device as the one of its channel until it ends. */
  add(device: LiveDevice): void;
  /** Waits before the device of a channel is connected again, in milliseconds, unless the signal says stop or somebody rouses it. */
  rest(channelId: string, milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Ends the rest of a channel, if it has one. */
  rouse(channelId: string): void;
}

/** Makes the list of a process, which is empty. */
export function liveDevices(): LiveDevices {
  const devices = new Map<string, LiveDevice>();
  const resting = new Map<string, AbortController>();
  return {
    find: (channelId) => devices.get(channelId) ?? null,
    add(device) {
      const { channelId } = device.connection;
      devices.set(channelId, device);
      const forget = () => devices.get(channelId) === device && devices.delete(channelId);
      onAbort(device.ended, forget);
    },
    async rest(channelId, milliseconds, signal) {
      const roused = new AbortController();
      resting.set(channelId, roused);
      await pause(milliseconds, AbortSignal.any([signal, roused.signal]));
      if (resting.get(channelId) === roused) resting.delete(channelId);
    },
    rouse: (channelId) => resting.get(channelId)?.abort(),
  };
}
