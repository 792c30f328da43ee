import type { BinaryNode } from "baileys";
import { confirm, sendBacklog } from "../state/outbox.ts";
import type { Connection, World } from "../state/world.ts";
import { answerQuery } from "./answer-query.ts";
import { child, childrenOf, SERVER } from "./nodes.ts";
import { recordStanza } from "./record-stanza.ts";
import { takeMessage } from "./take-message.ts";
import { passChatState, takePresence } from "./take-presence.ts";
import { takeReceipt } from "./take-receipt.ts";

/** Handles one stanza of a client. */
export async function receiveStanza(world: World, connection: Connection, node: BinaryNode): Promise<void> {
  recordStanza(world, connection, node);
  const { device } = connection;
  if (node.tag === "iq") return receiveQuery(world, connection, node);
  if (!device) return;
  switch (node.tag) {
    case "message":
      return takeMessage(world, device, node);
    case "receipt":
      return takeReceipt(world, device, node);
    case "ack":
      return confirm(device, keyOfAck(node), node.attrs.error);
    case "presence":
      return takePresence(world, connection, node);
    case "chatstate":
      return passChatState(world, device, node);
    case "ib":
      if (childrenOf(node).some(({ tag }) => tag === "offline_batch")) sendBacklog(world, connection);
  }
}

/** Every query gets an answer: without one a client waits for a minute. */
function receiveQuery(world: World, connection: Connection, node: BinaryNode): void {
  if (node.attrs.type === "result" || node.attrs.type === "error") {
    if (node.attrs.type === "result" && child(node, "pair-device-sign")) connection.paired?.(node);
    return;
  }
  const answer = answerQuery(world, connection, node);
  const { id = "" } = node.attrs;
  const stanza = { tag: "iq", attrs: { from: SERVER, id, type: "result", ...answer.attrs }, content: answer.content };
  const slow = world.faults.strike("slow", { number: connection.device?.phone.number });
  if (slow) setTimeout(() => sendAnswer(connection, stanza, answer.after), slow.ms);
  else sendAnswer(connection, stanza, answer.after);
}

function sendAnswer(connection: Connection, { content, ...stanza }: Stanza, after: (() => void) | undefined): void {
  connection.send(content ? { ...stanza, content } : stanza);
  after?.();
}

type Stanza = Omit<BinaryNode, "content"> & { content: BinaryNode[] | undefined };

/** An ack names the kind of stanza it is for, and the kind of receipt when it is for one. */
function keyOfAck({ attrs }: BinaryNode): string {
  return attrs.class === "receipt" ? `receipt:${attrs.id}:${attrs.type ?? ""}` : `${attrs.class}:${attrs.id}`;
}
