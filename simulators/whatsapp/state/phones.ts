import { randomInteger } from "#simulators/shared/random.ts";
import { newParty } from "../signal/party.ts";
import { announceChange, type Device, type Group, type Phone, type World } from "./world.ts";

/** Whose a phone is to be. */
export type NewPhone = {
  /** With the country code; everything but digits is ignored. */
  number: string;
  name: string;
};

/** The phone with this number; it is new when nobody has the number yet. */
export function phoneWith(world: World, { number: written, name }: NewPhone): Phone {
  const number = written.replace(/\D/g, "");
  if (number.length < 7 || number.length > 15) throw new Error(`${written} is no phone number with a country code.`);
  const known = world.phones.get(number);
  if (known) return known;
  const lid = unusedLid(world);
  const phone: Phone = {
    number,
    name,
    jid: `${number}@s.whatsapp.net`,
    lid: `${lid}@lid`,
    signal: newParty(world.random),
    devices: new Map(),
    nextDevice: 1,
    online: true,
    banned: false,
    picture: undefined,
    pairing: undefined,
    threads: new Map(),
    letters: new Map(),
    sent: new Map(),
    retries: new Map(),
    typing: new Map(),
    pendingWork: [],
  };
  world.phones.set(number, phone);
  world.phonesByLid.set(lid, phone);
  announceChange(world, { kind: "phones" });
  return phone;
}

/** Makes a group of phones. */
export function newGroup(world: World, title: string, members: Phone[]): Group {
  const group = { jid: `1203634${randomInteger(world.random, 1e10, 9e10)}@g.us`, title, members };
  world.groups.set(group.jid, group);
  return group;
}

/** The phone a jid belongs to, with or without a device, by number or by LID. */
export function phoneOf(world: World, jid: string): Phone | undefined {
  const [user = "", server] = jid.split("@");
  const name = user.split(":")[0] ?? "";
  return server === "lid" ? world.phonesByLid.get(name) : world.phones.get(name);
}

/** As `phoneOf`; throws when there is nobody. */
export function knownPhone(world: World, jid: string): Phone {
  const phone = phoneOf(world, jid);
  if (!phone) throw new Error(`Nobody with WhatsApp has ${jid}.`);
  return phone;
}

/** The number of the device in a jid; 0 is the phone itself. */
export function deviceNumberOf(jid: string): number {
  return Number(/:(\d+)@/.exec(jid)?.[1] ?? 0);
}

/** `number:device@s.whatsapp.net`, or by LID. */
export function deviceJid(phone: Phone, device: number, as: "pn" | "lid"): string {
  const jid = as === "lid" ? phone.lid : phone.jid;
  return device === 0 ? jid : jid.replace("@", `:${device}@`);
}

/** Under what name a phone keeps its sessions with a device. */
export function peerName({ phone, number }: Pick<Device, "phone" | "number">): string {
  return `${phone.number}:${number}`;
}

function unusedLid(world: World): string {
  for (;;) {
    const lid = String(randomInteger(world.random, 1e13, 9e14));
    if (!world.phonesByLid.has(lid)) return lid;
  }
}
