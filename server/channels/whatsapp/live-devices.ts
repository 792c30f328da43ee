import type { FindDevice, LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** The devices that are logged in in this process, by channel. */
export interface LiveDevices {
  readonly find: FindDevice;
  /** Names a device as the one of its channel until it ends. */
  add(device: LiveDevice): void;
}

/** Makes the list of a process, which is empty. */
export function liveDevices(): LiveDevices {
  const devices = new Map<string, LiveDevice>();
  return {
    find: (channelId) => devices.get(channelId) ?? null,
    add(device) {
      const { channelId } = device.connection;
      devices.set(channelId, device);
      const forget = () => devices.get(channelId) === device && devices.delete(channelId);
      device.ended.addEventListener("abort", forget, { once: true });
    },
  };
}
