import type { AddressInfo } from "node:net";
import { createServer } from "./app.ts";
import { type Crowd, type CrowdMessage, writeAsCrowd } from "./customer/crowd.ts";
import { customerOf, type SimulatedCustomer } from "./customer/customer.ts";
import type { Fault, FaultBook } from "./faults.ts";
import { pageWith, type SimulatedPage, simulatedPage } from "./inbox/simulated-page.ts";
import { cancelLogin, continueLogin } from "./login/answer-dialog.ts";
import { readLoginRequest } from "./login/read-request.ts";
import { type SimulatedApp, simulatedApp } from "./login/simulated-app.ts";
import { type SimulatedPerson, simulatedPerson } from "./login/simulated-person.ts";
import { createApp, type NewApp } from "./state/apps.ts";
import { createCustomer, type NewCustomer } from "./state/customers.ts";
import { keepLogins } from "./state/keep-logins.ts";
import { createPage, createPerson, type NewPage, type NewPerson } from "./state/pages.ts";
import { drawFaces } from "./state/pictures.ts";
import {
  announceChange,
  type Change,
  createWorld,
  type DeliveryRecord,
  type RequestRecord,
  type RetryPolicy,
  type World,
} from "./state/world.ts";

export type { SimulatedCustomer } from "./customer/customer.ts";
export type { SimulatedPage } from "./inbox/simulated-page.ts";
export type { SimulatedApp } from "./login/simulated-app.ts";
export type { SimulatedPerson } from "./login/simulated-person.ts";
export type { Letter } from "./state/world.ts";

export type MessengerOptions = {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Default 127.0.0.1: there is no password, so it is for this machine only. */
  host?: string;
  /** Same seed, same ids of apps, pages and people, and same random faults. Ids of messages and tokens are always new. Default 1. */
  seed?: number;
  /** Gives the time it is on Facebook, before `advance`. Default: the time it is. */
  clock?: () => Date;
  /** Pauses between attempts to deliver, and how long an answer is waited for. Default: 1 s, doubled up to 60 s; 20 s. */
  webhookRetry?: Partial<RetryPolicy>;
  /** How long an address of a file is good, in milliseconds of Facebook's clock. Default: a day. */
  mediaMs?: number;
};

export type MessengerSimulator = {
  /** The root of the Graph API and of the login dialog, and the address of the page with the phones. */
  url: string;
  app: (app: NewApp) => SimulatedApp;
  page: (page: NewPage) => SimulatedPage;
  /** Somebody who looks after pages; the first one is who the dialog greets. */
  person: (person: NewPerson & { pages?: { id: string }[] }) => SimulatedPerson;
  customer: (customer: NewCustomer) => SimulatedCustomer;
  /** Many new customers write at once; returns what they wrote, in order. */
  crowd: (page: { id: string }, crowd: Crowd) => CrowdMessage[];
  /** What somebody does who was sent to this address of the dialog; gives the address they are sent back to. */
  logIn: (address: string, answer?: DialogAnswer) => string;
  /** The time it is on Facebook. */
  now: () => Date;
  /** Moves Facebook's clock on. Waiting is in real time. */
  advance: (ms: number) => void;
  faults: FaultBook;
  /** Switches a fault on for these calls; shorter than `faults.add`. Returns the way to switch it off. */
  fail: (method: string, code: number, more?: { subcode?: number; times?: number; pageId?: string }) => () => void;
  /** Every call of the Graph API, oldest first. */
  requests: RequestRecord[];
  /** Every attempt to deliver to a webhook, oldest first. */
  deliveries: DeliveryRecord[];
  /** Gives tokens, permissions, subscriptions and windows that this file remembers back, and keeps them there from now on. */
  keepLoginsIn: (file: string) => void;
  /** Calls the listener whenever something has changed. */
  watch: (listener: (change: Change) => void) => void;
  close: () => Promise<void>;
};

/** What is done in the dialog. Default: "Continue", with all pages and all permissions. */
export type DialogAnswer = {
  person?: { id: string };
  pages?: { id: string }[];
  /** Permissions that are unticked. */
  untick?: string[];
  cancel?: boolean;
};

/** Starts a Messenger of our own: Graph API, login dialog, CDN, webhooks, the phones of the customers, and faults on command. */
export async function startMessenger(options: MessengerOptions = {}): Promise<MessengerSimulator> {
  const world = createWorld({
    seed: options.seed ?? 1,
    clock: options.clock ?? (() => new Date()),
    retry: { firstMs: 1000, maxMs: 60_000, timeoutMs: 20_000, ...options.webhookRetry },
    mediaMs: options.mediaMs ?? 24 * 60 * 60 * 1000,
    faces: await drawFaces(),
  });
  const server = await createServer(world);
  let writeLogins = () => {};
  await server.listen({ port: options.port ?? 0, host: options.host ?? "127.0.0.1" });
  world.url = addressOf(server.server.address());
  return {
    ...makers(world),
    url: world.url,
    crowd: (page, crowd) => writeAsCrowd(world, page, crowd),
    logIn: (address, answer) => answerDialog(world, address, answer),
    now: () => world.clock(),
    advance(ms) {
      world.advancedMs += ms;
      announceChange(world, { kind: "time" });
    },
    faults: world.faults,
    fail: (method, code, more = {}) => world.faults.add(refusal(method, code, more)),
    requests: world.requests,
    deliveries: world.deliveries,
    keepLoginsIn(file) {
      writeLogins = keepLogins(world, file);
    },
    watch: (listener) => void world.watchers.add(listener),
    async close() {
      writeLogins();
      for (const app of world.apps.values()) app.queue.stop();
      await server.close();
    },
  };
}

function makers(world: World): Pick<MessengerSimulator, "app" | "page" | "person" | "customer"> {
  return {
    app: (app) => simulatedApp(world, createApp(world, app)),
    page: (page) => simulatedPage(world, createPage(world, page)),
    person({ pages = [], ...person }) {
      const made = simulatedPerson(world, createPerson(world, person));
      for (const { id } of pages) made.joinPage(pageWith(world, id));
      return made;
    },
    customer: (customer) => customerOf(world, createCustomer(world, customer)),
  };
}

function answerDialog(world: World, address: string, answer: DialogAnswer = {}): string {
  const query = new URL(address).searchParams;
  if (answer.person) query.set("as", answer.person.id);
  const request = readLoginRequest(world, query);
  if (answer.cancel) return cancelLogin(request);
  const unticked = answer.untick ?? [];
  return continueLogin(world, request, {
    pageIds: (answer.pages ?? request.pages).map(({ id }) => id),
    permissions: request.permissions.filter((permission) => !unticked.includes(permission)),
  });
}

type More = { subcode?: number; times?: number; pageId?: string };

function refusal(method: string, code: number, { subcode, times, pageId }: More): Fault {
  return {
    kind: "refuse",
    method,
    code,
    ...(subcode === undefined ? {} : { subcode }),
    ...(times === undefined ? {} : { times }),
    ...(pageId === undefined ? {} : { pageId }),
  };
}

function addressOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") throw new Error("The simulator listens on no port.");
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host === "0.0.0.0" || host === "[::]" ? "127.0.0.1" : host}:${address.port}`;
}
