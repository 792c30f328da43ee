import { createServer, type IncomingMessage, type Server } from "node:http";
import { onTestFinished, vi } from "vitest";
import {
  type MessengerOptions,
  type MessengerSimulator,
  type SimulatedApp,
  startMessenger,
} from "./start-messenger.ts";

/** A simulator with an app, a page, the person who looks after it, and a customer, for one test. */
export async function setUp(options: MessengerOptions = {}) {
  const messenger = await startMessenger({ webhookRetry: { firstMs: 20, maxMs: 200 }, ...options });
  onTestFinished(() => messenger.close());
  const app = messenger.app({ name: "Wokfow", redirectUris: ["https://wokfow.example/callback"] });
  const shop = messenger.page({ name: "Ortiz Shop" });
  const elena = messenger.person({ name: "Elena Ortiz", pages: [shop] });
  const ana = messenger.customer({ firstName: "Ana", lastName: "Ruiz" });
  return { messenger, app, shop, elena, ana };
}

export type GraphAnswer = { status: number; headers: Headers; body: Record<string, unknown> };

/** Calls the Graph API as any client does; the body goes as JSON, a form as it is. */
export async function graph(
  messenger: Pick<MessengerSimulator, "url">,
  verb: "GET" | "POST" | "DELETE",
  path: string,
  token?: string,
  body?: Record<string, unknown> | FormData,
): Promise<GraphAnswer> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${messenger.url}/v23.0/${path}`, {
    method: verb,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined || isForm ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

export type Delivery = { body: string; headers: IncomingMessage["headers"] };

/** A webhook that answers what `answer` says, remembers what it got, and echoes the challenge. */
export async function webhookServer(
  answer: (delivery: Delivery, count: number) => number | Promise<number> = () => 200,
) {
  const received: Delivery[] = [];
  const server = createServer(async (request, response) => {
    const asked = new URL(request.url ?? "/", "http://webhook").searchParams;
    if (request.method === "GET") {
      response.end(asked.get("hub.verify_token") === "open sesame" ? asked.get("hub.challenge") : "no");
      return;
    }
    const delivery = { body: await textOf(request), headers: request.headers };
    received.push(delivery);
    response.statusCode = await answer(delivery, received.length);
    response.end(JSON.stringify({ url: "https://wokfow.example/deletion/1", confirmation_code: "1" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => closed(server));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/hook`, received, events: () => received.flatMap(eventsOf) };
}

/** Connects the app's webhook to a server of its own, and subscribes the page; gives the page's token with it. */
export async function connected(app: SimulatedApp, page: { id: string }, answer?: Parameters<typeof webhookServer>[0]) {
  const hook = await webhookServer(answer);
  await app.setWebhook({ url: hook.url, verifyToken: "open sesame" });
  return { hook, token: app.connect(page) };
}

/** Waits until the condition holds, for as long as a busy machine may need. */
export function waitFor<T>(condition: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(condition, { timeout: 20_000, interval: 20 });
}

type MessagingEvent = { page: string; [key: string]: unknown };

function eventsOf({ body }: Delivery): MessagingEvent[] {
  const { entry }: { entry: { id: string; messaging: Record<string, unknown>[] }[] } = JSON.parse(body);
  return entry.flatMap(({ id, messaging }) => messaging.map((event) => ({ page: id, ...event })));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
