import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { writeAsCrowd } from "../customer/crowd.ts";
import { pageWith } from "../inbox/simulated-page.ts";
import { simulatedPerson } from "../login/simulated-person.ts";
import { createPage, createPerson, personOf } from "../state/pages.ts";
import type { World } from "../state/world.ts";

const pageParams = z.object({ pageId: z.string() });
const personParams = z.object({ personId: z.string() });
const newPage = z.object({
  name: z.string().trim().min(1, "A page needs a name."),
  category: z.string().trim().optional(),
  id: z.string().optional(),
  inPortfolio: z.boolean().optional(),
  /** Who looks after it. */
  personId: z.string().optional(),
});
const newPerson = z.object({
  name: z.string().trim().min(1, "A person needs a name."),
  id: z.string().optional(),
  pageIds: z.array(z.string()).optional(),
});
const crowd = z.object({ customers: z.int().min(1).max(10_000), messages: z.int().min(0).max(100_000) });
const PAGE = "/control/pages/:pageId";
const PERSON = "/control/people/:personId";
const DAY = 24 * 60 * 60 * 1000;

/** Pages, and the people who look after them. */
export function servePages(server: FastifyInstance, world: World): void {
  const page = (request: FastifyRequest) => pageWith(world, pageParams.parse(request.params).pageId);
  server.post("/control/pages", (request) => {
    const { personId, ...wanted } = newPage.parse(request.body);
    const { id, name } = createPage(world, wanted);
    const person = personId === undefined ? world.loggedIn : personOf(world, { id: personId });
    if (person) simulatedPerson(world, person).joinPage({ id });
    return { id, name };
  });
  server.put(`${PAGE}/published`, (request) => {
    page(request).publish();
    return { published: true };
  });
  server.delete(`${PAGE}/published`, (request) => {
    page(request).unpublish();
    return { published: false };
  });
  server.delete(`${PAGE}/subscriptions`, (request) => {
    page(request).dropSubscription();
    return { subscriptions: page(request).subscriptions() };
  });
  server.delete(`${PAGE}/subscriptions/:appId`, (request) => {
    page(request).dropSubscription({ id: z.object({ appId: z.string() }).parse(request.params).appId });
    return { subscriptions: page(request).subscriptions() };
  });
  server.post(`${PAGE}/tokens/revoke`, (request) => {
    const { subcode } = z.object({ subcode: z.int().default(460) }).parse(request.body ?? {});
    return { ended: page(request).revokeTokens(subcode) };
  });
  server.post(`${PAGE}/tokens/expire`, (request) => {
    const { days } = z.object({ days: z.number() }).parse(request.body);
    page(request).expireTokensIn(days * DAY);
    return { days };
  });
  server.post(`${PAGE}/crowd`, (request) => writeAsCrowd(world, page(request), crowd.parse(request.body)));
  servePeople(server, world);
}

function servePeople(server: FastifyInstance, world: World): void {
  const person = (request: FastifyRequest) =>
    simulatedPerson(world, personOf(world, { id: personParams.parse(request.params).personId }));
  const permission = z.object({ appId: z.string(), permission: z.string() });
  server.post("/control/people", (request) => {
    const { pageIds = [], ...wanted } = newPerson.parse(request.body);
    const made = simulatedPerson(world, createPerson(world, wanted));
    for (const id of pageIds) made.joinPage({ id });
    return { id: made.id, name: made.name };
  });
  server.put(`${PERSON}/seat`, (request) => {
    person(request).sitDown();
    return { seated: true };
  });
  server.post(`${PERSON}/password`, (request) => ({ ended: person(request).changePassword() }));
  server.put(`${PERSON}/permissions/:appId/:permission`, (request) => {
    const { appId, permission: name } = permission.parse(request.params);
    person(request).givePermission({ id: appId }, name);
    return person(request).permissions({ id: appId });
  });
  server.delete(`${PERSON}/permissions/:appId/:permission`, (request) => {
    const { appId, permission: name } = permission.parse(request.params);
    person(request).removePermission({ id: appId }, name);
    return person(request).permissions({ id: appId });
  });
  server.delete(`${PERSON}/apps/:appId`, async (request) => {
    const { appId } = z.object({ appId: z.string() }).parse(request.params);
    await person(request).removeApp({ id: appId });
    return person(request).permissions({ id: appId });
  });
  server.put(`${PERSON}/pages/:pageId`, (request) => {
    person(request).joinPage({ id: pageParams.parse(request.params).pageId });
    return { joined: true };
  });
  server.delete(`${PERSON}/pages/:pageId`, (request) => {
    person(request).leavePage({ id: pageParams.parse(request.params).pageId });
    return { joined: false };
  });
}
