import { createServer, type IncomingMessage, type Server } from "node:http";
import { Bot, GrammyError } from "grammy";
import { onTestFinished } from "vitest";
import { type SimulatedBot, startTelegram, type TelegramOptions, type TelegramSimulator } from "./start-telegram.ts";

/** A simulator, a bot and a customer who has started it, for one test. */
export async function setUp(options: TelegramOptions = {}) {
  const telegram = await startTelegram(options);
  onTestFinished(() => telegram.close());
  const shop = telegram.createBot({ username: "ortiz_shop_bot", name: "Ortiz" });
  const ana = telegram.customer({ firstName: "Ana", lastName: "Ruiz", username: "ana_ruiz" });
  return { telegram, shop, ana, bot: grammyFor(telegram, shop) };
}

/** An unmodified grammY bot that talks to the simulator; stopped when the test ends. */
export function grammyFor(telegram: TelegramSimulator, bot: SimulatedBot): Bot {
  const grammy = new Bot(bot.token, { client: { apiRoot: telegram.url } });
  onTestFinished(() => grammy.stop().catch(() => undefined));
  return grammy;
}

/** What Telegram refused the call with. */
export async function refusalOf(call: Promise<unknown>): Promise<GrammyError> {
  const error = await call.then(
    () => new Error("the call was not refused"),
    (reason: unknown) => reason,
  );
  if (error instanceof GrammyError) return error;
  throw error;
}

type Received = { body: string; secret: string | undefined; at: number };

/** A webhook that answers what `answer` says and remembers what it got. */
export async function webhookServer(answer: (received: Received, count: number) => number | Promise<number>) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const secret = request.headers["x-telegram-bot-api-secret-token"]?.toString();
    const delivery = { body: await textOf(request), secret, at: performance.now() };
    received.push(delivery);
    response.statusCode = await answer(delivery, received.length);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => closed(server));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/hook`, received };
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
