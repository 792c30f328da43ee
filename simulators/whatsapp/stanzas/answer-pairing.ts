import { randomBytes } from "node:crypto";
import type { BinaryNode } from "baileys";
import { clientName } from "../phone/link-device.ts";
import { phoneOf } from "../state/phones.ts";
import { announceChange, type Connection, type World } from "../state/world.ts";
import type { Answer } from "./answer-query.ts";
import { bytesOf, child } from "./nodes.ts";

/** A client that wants to be linked by a code which the owner of a number types on the phone. */
export function answerPairing(world: World, connection: Connection, node: BinaryNode): Answer {
  const request = child(node, "link_code_companion_reg");
  const phone = phoneOf(world, request?.attrs.jid ?? "");
  // Nobody with WhatsApp has the number: the server gives nothing away, and no phone rings.
  if (!phone) return {};
  if (request?.attrs.stage === "companion_finish") {
    if (phone.pairing?.connection === connection) phone.pairing.finish?.(request);
    return {};
  }
  const ref = randomBytes(16).toString("hex");
  const wrappedEphemeral = bytesOf(request, "link_code_pairing_wrapped_companion_ephemeral_pub");
  const shown = child(request, "companion_platform_display")?.content?.toString();
  const pairing = { connection, ref, wrappedEphemeral, client: shown ?? clientName(connection), finish: undefined };
  phone.pairing = pairing;
  connection.onClose(() => {
    if (phone.pairing === pairing) phone.pairing = undefined;
    announceChange(world, { kind: "phones" });
  });
  announceChange(world, { kind: "phones" });
  const reference = { tag: "link_code_pairing_ref", attrs: {}, content: Buffer.from(ref) };
  return { content: [{ tag: "link_code_companion_reg", attrs: { stage: "companion_hello" }, content: [reference] }] };
}
