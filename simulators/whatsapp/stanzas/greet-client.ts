import type { BinaryNode } from "baileys";
import { deviceJid } from "../state/phones.ts";
import { announceChange, type Connection, type Device, stanzaTime, type World } from "../state/world.ts";
import type { Finished } from "../transport/noise.ts";
import { lastStanza } from "./close-codes.ts";
import { SERVER } from "./nodes.ts";
import { offerCodes } from "./offer-codes.ts";

/** A client has said who it is: one without a phone gets codes, one that is linked is logged in. */
export function greetClient(world: World, connection: Connection, { noiseKey, payload }: Finished): void {
  connection.noiseKey = noiseKey;
  if (payload.devicePairingData) {
    connection.registration = payload.devicePairingData;
    connection.stage = "pairing";
    offerCodes(world, connection);
  } else {
    logIn(world, connection, String(payload.username ?? ""), payload.device ?? 0);
  }
  announceChange(world, { kind: "connections" });
}

function logIn(world: World, connection: Connection, number: string, deviceNumber: number): void {
  if (world.faults.strike("silent", { number, stage: "login" })) return;
  const phone = world.phones.get(number);
  const device = phone?.devices.get(deviceNumber);
  const fault = world.faults.strike("refuse login", { number });
  const known = device?.noiseKey.equals(connection.noiseKey) ? device : undefined;
  if (fault || phone?.banned || !known) {
    const reason = String(fault?.code ?? (phone?.banned ? 403 : 401));
    connection.end({ tag: "failure", attrs: { reason, location: "atn" } });
    return;
  }
  welcome(world, connection, known);
}

function welcome(world: World, connection: Connection, device: Device): void {
  device.connection?.end(lastStanza(440));
  device.connection = connection;
  connection.device = device;
  connection.stage = "login";
  connection.onClose(() => {
    if (device.connection === connection) device.connection = undefined;
  });
  connection.send({
    tag: "success",
    attrs: {
      t: stanzaTime(world),
      lid: deviceJid(device.phone, device.number, "lid"),
      display_name: device.phone.name,
      location: "atn",
      props: "27",
    },
  });
  connection.send(edgeRouting());
}

/** The client begins its next connection with this information. */
function edgeRouting(): BinaryNode {
  const routing = { tag: "routing_info", attrs: {}, content: Buffer.from([8, 2, 8, 5]) };
  return { tag: "ib", attrs: { from: SERVER }, content: [{ tag: "edge_routing", attrs: {}, content: [routing] }] };
}
