import type { BinaryNode } from "baileys";
import { answerMediaRetry, type Reuploaded } from "../media/answer-retry.ts";
import { carrierOf } from "../media/open-media.ts";
import { sendAgain } from "../phone/hold-resends.ts";
import { postMessage, resendToOwnDevice } from "../phone/post-message.ts";
import { whenOn } from "../phone/power.ts";
import { confirmToAuthor } from "../phone/send-receipts.ts";
import { startSession } from "../signal/sessions.ts";
import { confirm, post } from "../state/outbox.ts";
import { peerName, phoneOf } from "../state/phones.ts";
import type { Addressing, Device, Phone, World } from "../state/world.ts";
import { signedKeyOf } from "./answer-keys.ts";
import { bytesOf, child, childrenOf, numberOf } from "./nodes.ts";

/** A client says what became of messages: they came, they were read, they could not be read, or their file is gone. */
export async function takeReceipt(world: World, device: Device, node: BinaryNode): Promise<void> {
  const { id = "", type, to } = node.attrs;
  const ack: Record<string, string> = { class: "receipt", id, from: to ?? "" };
  if (type !== undefined) ack.type = type;
  device.connection?.send({ tag: "ack", attrs: ack });
  const author = to === undefined ? device.phone : phoneOf(world, to);
  if (type === "retry") return author && (await resend(world, device, author, node));
  const ids = [id, ...childrenOf(child(node, "list")).map(({ attrs }) => attrs.id ?? "")];
  for (const each of ids) confirm(device, `message:${each}`);
  if (!author) return;
  if (type === "server-error") return answerForFile(world, device, author, node);
  if (author === device.phone || type === "read-self") return noteAtOwnPhone(device.phone, ids);
  for (const each of ids) author.letters.get(each)?.confirmedBy.add(device.number);
  const as: Addressing = to?.endsWith("@lid") ? "lid" : "pn";
  const read = type === "read" || type === "played";
  if (read) noteAtOwnPhone(device.phone, ids);
  confirmToAuthor(world, device.phone, author, ids, as, read ? "read" : "delivered");
}

/** Read on one device is read on the phone. */
function noteAtOwnPhone(phone: Phone, ids: string[]): void {
  for (const id of ids) {
    const letter = phone.letters.get(id);
    if (letter) letter.readByMe = true;
  }
}

/** The author encrypts the message once more, with fresh keys when the device has sent some. */
async function resend(world: World, device: Device, author: Phone, node: BinaryNode): Promise<void> {
  const { id = "" } = node.attrs;
  const sent = author.sent.get(id);
  if (!sent) return confirm(device, `message:${id}`);
  const count = Number(child(node, "retry")?.attrs.count ?? 1);
  const keys = child(node, "keys");
  const again = async () => {
    if (keys) await startSession(author.signal, peerName(device), bundleIn(device, node, keys));
    if (sent.type === "peer") resendToOwnDevice(world, device, id, sent.message, count);
    else postMessage(world, device, { ...sent, id, author, retry: count });
  };
  await sendAgain(world, device, id, () => whenOn(author, again));
}

function bundleIn(device: Device, node: BinaryNode, keys: BinaryNode) {
  const identityKey = bytesOf(keys, "identity");
  const key = child(keys, "key");
  return {
    registrationId: child(node, "registration") ? numberOf(node, "registration") : device.registrationId,
    identityKey,
    signedPreKey: signedKeyOf(child(keys, "skey"), identityKey),
    preKey: key && { id: numberOf(key, "id"), key: bytesOf(key, "value") },
  };
}

/** The author puts the file on the media host again, if they still have the message. */
function answerForFile(world: World, device: Device, author: Phone, node: BinaryNode): void {
  const { id = "" } = node.attrs;
  const keeper = author === device.phone ? device.phone : author;
  void whenOn(keeper, () => {
    const answer = answerMediaRetry(node, (asked) => uploadAgain(world, keeper, asked), world.clock());
    post(world, device, { key: `notification:${id}`, make: () => answer });
  });
}

function uploadAgain(world: World, keeper: Phone, id: string): Reuploaded | undefined {
  const letter = keeper.letters.get(id);
  const carrier = letter && carrierOf(letter.message)?.carrier;
  const place = carrier?.directPath || carrier?.url;
  const body = place ? world.media.find(place) : undefined;
  return body && carrier?.mediaKey ? { mediaKey: carrier.mediaKey, directPath: world.media.store(body) } : undefined;
}
