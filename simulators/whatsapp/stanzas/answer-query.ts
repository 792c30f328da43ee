import type { BinaryNode } from "baileys";
import { deviceNumberOf, phoneOf } from "../state/phones.ts";
import type { Connection, Device, World } from "../state/world.ts";
import { activate } from "./activate.ts";
import { answerDirectory } from "./answer-directory.ts";
import { answerKeys } from "./answer-keys.ts";
import { answerPairing } from "./answer-pairing.ts";
import { child, childrenOf } from "./nodes.ts";
import { unlink } from "./unlink.ts";

/** What goes into the answer of a query; `after` is done when it has left. */
export type Answer = { attrs?: Record<string, string>; content?: BinaryNode[]; after?: () => void };

/** The answer to a query. What the server does not know is refused, so that no client waits for it. */
export function answerQuery(world: World, connection: Connection, node: BinaryNode): Answer {
  const { device } = connection;
  const { xmlns } = node.attrs;
  if (xmlns === "md" && child(node, "link_code_companion_reg")) return answerPairing(world, connection, node);
  if (xmlns === "w:p") return {};
  if (!device) return error(401, "not-authorized");
  switch (xmlns) {
    case "encrypt":
      return answerKeys(world, device, node);
    case "passive":
      return { after: () => activate(world, connection, childrenOf(node)[0]?.tag === "active") };
    case "usync":
      return answerDirectory(world, node);
    case "md":
      return removeDevice(world, device, node);
    default:
      return answerSetting(world, device, node);
  }
}

/** The client logs itself out, or another device of the same phone. */
function removeDevice(world: World, device: Device, node: BinaryNode): Answer {
  const jid = child(node, "remove-companion-device")?.attrs.jid;
  if (jid === undefined) return error(501, "feature-not-implemented");
  return { after: () => unlink(world, device.phone, deviceNumberOf(jid)) };
}

/** Things of which this server has only one kind, with what a new account has. */
function answerSetting(world: World, device: Device, node: BinaryNode): Answer {
  switch (node.attrs.xmlns) {
    case "abt":
      return one({ tag: "props", attrs: { protocol: "1", hash: "1", refresh: "86400" } });
    case "blocklist":
      return one({ tag: "list", attrs: {} });
    case "privacy":
      return node.attrs.type === "get" ? one(privacySettings()) : {};
    case "w:m":
      return one(mediaPlace(world));
    case "w:sync:app:state":
      return one(emptyCollections(node));
    case "w:g2":
      return answerGroups(world, device, node);
    case "w:profile:picture":
      return node.attrs.type === "get" ? answerPicture(world, node) : {};
    case "w:stats":
    case "status":
    case "disappearing_mode":
    case "urn:xmpp:whatsapp:dirty":
      return {};
    default:
      return error(501, "feature-not-implemented");
  }
}

function answerPicture(world: World, { attrs }: BinaryNode): Answer {
  const place = phoneOf(world, attrs.target ?? "")?.picture;
  if (place === undefined) return error(404, "item-not-found");
  const url = world.media.urlOf(place);
  return one({ tag: "picture", attrs: { id: place, type: "image", url, direct_path: place } });
}

function privacySettings(): BinaryNode {
  const names = ["readreceipts", "last", "status", "profile", "groupadd", "calladd", "online", "messages"];
  const content = names.map((name) => ({ tag: "category", attrs: { name, value: "all" } }));
  return { tag: "privacy", attrs: {}, content };
}

function mediaPlace({ media }: World): BinaryNode {
  const attrs = { auth: media.auth, ttl: "300", auth_ttl: "21600", max_buckets: "12" };
  const host = { hostname: media.hostname, maxContentLengthBytes: String(100 * 1024 * 1024) };
  return { tag: "media_conn", attrs, content: [{ tag: "host", attrs: host }] };
}

/** Nothing has ever been archived, pinned or muted; what a client changes is accepted, and kept by the client alone. */
function emptyCollections(node: BinaryNode): BinaryNode {
  const content = childrenOf(child(node, "sync")).map(({ attrs }) => ({
    tag: "collection",
    attrs: { name: attrs.name ?? "", version: attrs.version ?? "0" },
  }));
  return { tag: "sync", attrs: {}, content };
}

function answerGroups(world: World, device: Device, node: BinaryNode): Answer {
  const groups = [...world.groups.values()].filter(({ members }) => members.includes(device.phone));
  const asked = groups.find(({ jid }) => jid === node.attrs.to);
  if (asked) return one(groupNode(asked));
  if (child(node, "participating")) return one({ tag: "groups", attrs: {}, content: groups.map(groupNode) });
  return error(404, "item-not-found");
}

function groupNode({
  jid,
  title,
  members,
}: World["groups"] extends Map<string, infer Group> ? Group : never): BinaryNode {
  const owner = members[0];
  return {
    tag: "group",
    attrs: {
      id: jid.split("@")[0] ?? jid,
      subject: title,
      s_t: "1700000000",
      creation: "1700000000",
      addressing_mode: "lid",
      ...(owner ? { creator: owner.lid, s_o: owner.lid } : {}),
    },
    content: members.map(({ lid, jid: number }) => ({ tag: "participant", attrs: { jid: lid, phone_number: number } })),
  };
}

function one(node: BinaryNode): Answer {
  return { content: [node] };
}

function error(code: number, text: string): Answer {
  return { attrs: { type: "error" }, content: [{ tag: "error", attrs: { code: String(code), text } }] };
}
