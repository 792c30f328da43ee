import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { customerWith } from "../customer/customer.ts";
import { adReferral } from "../customer/referral.ts";
import type { World } from "../state/world.ts";
import type { Chat } from "./phones.ts";

const CHAT = "/control/chats/:pageId/:customerId";
const midParams = z.object({ mid: z.string() });
const place = z.object({ latitude: z.number(), longitude: z.number(), title: z.string().optional() });
const ad = z.object({ adId: z.string().min(1), title: z.string().min(1), ref: z.string().optional() });

/** What customers do beside writing. */
export function serveGestures(server: FastifyInstance, world: World, chat: (request: FastifyRequest) => Chat): void {
  server.post(`${CHAT}/voice`, (request) => {
    const { page, customer } = chat(request);
    return { mid: customer.sendAudio(page) };
  });
  server.post(`${CHAT}/sticker`, (request) => {
    const { page, customer } = chat(request);
    return { mid: customer.sendSticker(page) };
  });
  server.post(`${CHAT}/location`, (request) => {
    const { page, customer } = chat(request);
    const { title, ...coordinates } = place.parse(request.body);
    return { mid: customer.sendLocation(page, { ...coordinates, ...(title === undefined ? {} : { title }) }) };
  });
  server.post(`${CHAT}/link`, (request) => {
    const { page, customer } = chat(request);
    return { mid: customer.sendLink(page, z.object({ url: z.url(), title: z.string() }).parse(request.body)) };
  });
  server.post(`${CHAT}/postback`, (request) => {
    const { page, customer } = chat(request);
    return { mid: customer.postback(page, z.object({ title: z.string(), payload: z.string() }).parse(request.body)) };
  });
  server.post(`${CHAT}/referral`, (request) => {
    const { page, customer } = chat(request);
    customer.comeFrom(page, adReferral(ad.parse(request.body)));
    return { psid: customer.psid(page) };
  });
  server.put(`${CHAT}/messages/:mid/reaction`, (request) => {
    const { page, customer } = chat(request);
    const { emoji } = z.object({ emoji: z.string() }).parse(request.body);
    customer.react(page, midParams.parse(request.params).mid, emoji);
    return { emoji };
  });
  server.post(`${CHAT}/read`, (request) => {
    const { page, customer } = chat(request);
    customer.read(page);
    return { read: true };
  });
  serveSwitches(server, world, chat);
}

function serveSwitches(server: FastifyInstance, world: World, chat: (request: FastifyRequest) => Chat): void {
  const customer = (request: FastifyRequest) =>
    customerWith(world, z.object({ customerId: z.string() }).parse(request.params).customerId);
  server.put(`${CHAT}/block`, (request) => {
    const { page, customer: person } = chat(request);
    person.block(page);
    return { blocked: true };
  });
  server.delete(`${CHAT}/block`, (request) => {
    const { page, customer: person } = chat(request);
    person.unblock(page);
    return { blocked: false };
  });
  server.put("/control/customers/:customerId/power", (request) => {
    customer(request).goOnline();
    return { online: true };
  });
  server.delete("/control/customers/:customerId/power", (request) => {
    customer(request).goOffline();
    return { online: false };
  });
  server.delete("/control/customers/:customerId", (request) => {
    customer(request).deleteAccount();
    return { gone: true };
  });
}
