import { randomBytes } from "node:crypto";
import type { BinaryNode } from "baileys";
import { post } from "../state/outbox.ts";
import { deviceJid } from "../state/phones.ts";
import { announceChange, type Device, type Phone, stanzaTime, type World } from "../state/world.ts";

/** Tells who has a chat with this phone that a device was linked to it or removed: they encrypt for each device. */
export function tellOfDevices(world: World, phone: Phone, change: "add" | "remove", number: number): void {
  for (const as of ["pn", "lid"] as const) {
    const device = { tag: "device", attrs: { jid: deviceJid(phone, number, as), "key-index": String(number) } };
    const list = { tag: "key-index-list", attrs: { ts: stanzaTime(world) } };
    notify(world, phone, deviceJid(phone, 0, as), "devices", { tag: change, attrs: {}, content: [device, list] });
  }
}

/** A new picture, or none any more; who has a chat with the phone is told. */
export function setPicture(world: World, phone: Phone, bytes: Buffer | undefined): void {
  phone.picture = bytes && world.media.store(bytes);
  const place = phone.picture;
  notify(
    world,
    phone,
    phone.lid,
    "picture",
    place ? { tag: "set", attrs: { id: place } } : { tag: "delete", attrs: {} },
  );
  announceChange(world, { kind: "phones" });
}

function notify(world: World, phone: Phone, from: string, type: string, child: BinaryNode): void {
  for (const device of neighbours(world, phone)) {
    const id = randomBytes(8).toString("hex");
    const node = { tag: "notification", attrs: { id, from, type, t: stanzaTime(world) }, content: [child] };
    post(world, device, { key: `notification:${id}`, make: () => node });
  }
}

/** Devices of the phone itself, and of all who have a chat with it. */
function neighbours(world: World, phone: Phone): Device[] {
  const others = [...phone.threads.keys()].flatMap((chat) => world.phones.get(chat.split("@")[0] ?? "") ?? []);
  return [...new Set([phone, ...others])].flatMap(({ devices }) => [...devices.values()]);
}
