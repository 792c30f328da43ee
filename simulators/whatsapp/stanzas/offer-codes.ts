import { randomBytes } from "node:crypto";
import { announceChange, type Connection, type World } from "../state/world.ts";
import { SERVER } from "./nodes.ts";

/** Gives a client the references it shows as QR codes, one after the other; it connects again when they are used up. */
export function offerCodes(world: World, connection: Connection): void {
  const refs = Array.from({ length: world.codes }, () => `2@${randomBytes(96).toString("base64")}`);
  const now = performance.now();
  for (const [index, ref] of refs.entries())
    world.openCodes.set(ref, { connection, until: now + (index + 1) * world.qrMilliseconds });
  connection.onClose(() => {
    for (const ref of refs) world.openCodes.delete(ref);
  });
  connection.send({
    tag: "iq",
    attrs: { id: String(connection.id), from: SERVER, type: "set", xmlns: "md" },
    content: [
      {
        tag: "pair-device",
        attrs: {},
        content: refs.map((ref) => ({ tag: "ref", attrs: {}, content: Buffer.from(ref) })),
      },
    ],
  });
  announceChange(world, { kind: "connections" });
}
