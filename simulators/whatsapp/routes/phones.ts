import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { type SimulatedPhone, simulatedPhone } from "../phone/simulated-phone.ts";
import { phoneWith } from "../state/phones.ts";
import type { World } from "../state/world.ts";
import { readForm } from "./read-form.ts";
import { readQr } from "./read-qr.ts";

const phoneParams = z.object({ number: z.string() });
const deviceParams = z.object({ device: z.coerce.number() });
const newPhone = z.object({
  number: z.string().trim().min(1, "A phone needs a number."),
  name: z.string().trim().min(1, "Whose phone is it? A name is needed."),
});
const pairingCode = z.object({ code: z.string().trim().min(8, "The code has 8 letters and digits.") });
const PHONE = "/control/phones/:number";

/** The phones themselves: new ones, their linked devices, and switching them off. */
export function servePhones(app: FastifyInstance, world: World): void {
  const phone = (request: FastifyRequest) => heldPhone(world, phoneParams.parse(request.params).number);
  app.post("/control/phones", (request) => {
    const { number, name } = phoneWith(world, newPhone.parse(request.body));
    return { number, name };
  });
  app.put(`${PHONE}/power`, async (request) => {
    await phone(request).goOnline();
    return { online: true };
  });
  app.delete(`${PHONE}/power`, (request) => {
    phone(request).goOffline();
    return { online: false };
  });
  app.put(`${PHONE}/ban`, (request) => {
    phone(request).ban();
    return { banned: true };
  });
  serveDevices(app, phone);
}

/** The phone that has this number already. */
export function heldPhone(world: World, number: string): SimulatedPhone {
  const known = world.phones.get(number);
  if (!known) throw new Error(`Nobody with WhatsApp has the number ${number}.`);
  return simulatedPhone(world, known);
}

function serveDevices(app: FastifyInstance, phone: (request: FastifyRequest) => SimulatedPhone): void {
  app.post(`${PHONE}/devices`, async (request) => {
    const { file } = await readForm(request);
    const code = await readQr(file.bytes).catch(() => undefined);
    // Null and no refusal: a camera that looks at a screen sees none most of the time.
    return code === undefined ? { device: null } : phone(request).scan(code);
  });
  app.post(`${PHONE}/pairing`, (request) =>
    phone(request).enterPairingCode(pairingCode.parse(request.body).code.replace(/[\s-]/g, "").toUpperCase()),
  );
  app.delete(`${PHONE}/devices`, (request) => {
    phone(request).logOut();
    return { devices: phone(request).devices() };
  });
  app.delete(`${PHONE}/devices/:device`, (request) => {
    phone(request).logOut(deviceParams.parse(request.params).device);
    return { devices: phone(request).devices() };
  });
}
