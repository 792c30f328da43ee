import { randomBytes } from "node:crypto";
import { proto } from "baileys";
import { historyAtLinking } from "../history/history-at-linking.ts";
import type { PastChat } from "../history/past-chat.ts";
import type { Device, Phone, World } from "../state/world.ts";
import { giveHistory } from "./give-history.ts";
import { postToOwnDevice } from "./post-message.ts";

/** What the phone owes its devices that have connected and do not have it yet. */
export function shareWithDevices(world: World, phone: Phone): void {
  for (const device of phone.devices.values()) if (device.connection?.backlog) shareWithDevice(world, device);
}

/** The first time a device is there, its phone gives it the keys of the app state, then the history. Once, and when it is on. */
export function shareWithDevice(world: World, device: Device): void {
  const { phone } = device;
  if (device.synced || !phone.online) return;
  device.synced = true;
  postToOwnDevice(world, device, keyShare(world));
  const [ends, ...rest] = historyAtLinking(pastChats(world, phone));
  if (ends) postToOwnDevice(world, device, ends);
  for (const part of rest) giveHistory(world, device, part);
}

/** The chats of a phone with people, as its history has them. */
export function pastChats(world: World, phone: Phone): PastChat[] {
  return [...phone.threads.values()].flatMap((thread) => {
    const other = world.phones.get(thread.other.split("@")[0] ?? "");
    if (!other || other === phone || thread.letters.size === 0) return [];
    const letters = [...thread.letters.values()].filter(({ revoked }) => !revoked);
    return [{ jid: other.jid, lid: other.lid, name: other.name, letters }];
  });
}

function keyShare(world: World): proto.IMessage {
  const keyId = Buffer.concat([Buffer.from([0, 0]), randomBytes(4)]);
  const keyData = {
    keyData: randomBytes(32),
    fingerprint: { rawId: 1, currentIndex: 0, deviceIndexes: [0, 1] },
    timestamp: world.clock().getTime(),
  };
  return {
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE,
      appStateSyncKeyShare: { keys: [{ keyId: { keyId }, keyData }] },
    },
  };
}
