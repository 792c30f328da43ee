import type { BinaryNode } from "baileys";
import { phoneOf } from "../state/phones.ts";
import type { Phone, World } from "../state/world.ts";
import type { Answer } from "./answer-query.ts";
import { child, childrenOf } from "./nodes.ts";

/** `usync`: who has WhatsApp, which devices they have, and their LID. */
export function answerDirectory(world: World, node: BinaryNode): Answer {
  const usync = child(node, "usync");
  const wanted = childrenOf(child(usync, "query")).map(({ tag }) => tag);
  const users = childrenOf(child(usync, "list")).map((user) => describeUser(world, user, wanted));
  const attrs = { sid: usync?.attrs.sid ?? "", index: "0", last: "true", mode: "query", context: "message" };
  const result = { tag: "result", attrs: {}, content: wanted.map((tag) => ({ tag, attrs: {} })) };
  return { content: [{ tag: "usync", attrs, content: [result, { tag: "list", attrs: {}, content: users }] }] };
}

function describeUser(world: World, user: BinaryNode, wanted: string[]): BinaryNode {
  const typed = child(user, "contact")?.content?.toString();
  const jid = user.attrs.jid ?? `${(typed ?? "").replace(/\D/g, "")}@s.whatsapp.net`;
  const phone = phoneOf(world, jid);
  const content = wanted.flatMap((protocol) => describe(protocol, phone, jid, typed) ?? []);
  return { tag: "user", attrs: { jid }, content };
}

function describe(
  protocol: string,
  phone: Phone | undefined,
  jid: string,
  typed: string | undefined,
): BinaryNode | undefined {
  switch (protocol) {
    case "contact": {
      const known = { tag: "contact", attrs: { type: phone ? "in" : "out" } };
      return typed === undefined ? known : { ...known, content: Buffer.from(typed) };
    }
    case "lid":
      return phone && jid !== phone.lid ? { tag: "lid", attrs: { val: phone.lid } } : undefined;
    case "devices":
      return phone && { tag: "devices", attrs: {}, content: [deviceList(phone)] };
    case "status":
      return { tag: "status", attrs: { t: "0" } };
    case "disappearing_mode":
      return { tag: "disappearing_mode", attrs: { duration: "0", t: "0" } };
    default:
      return undefined;
  }
}

function deviceList(phone: Phone): BinaryNode {
  const linked = [...phone.devices.keys()].map((number) => ({
    tag: "device",
    attrs: { id: String(number), "key-index": String(number) },
  }));
  return { tag: "device-list", attrs: {}, content: [{ tag: "device", attrs: { id: "0" } }, ...linked] };
}
