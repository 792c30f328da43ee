import type { IncomingMessage } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import fastify, { type FastifyInstance } from "fastify";
import { WebSocketServer } from "ws";
import { serveRoutes } from "./routes/serve-routes.ts";
import { greetClient } from "./stanzas/greet-client.ts";
import { receiveStanza } from "./stanzas/receive-stanza.ts";
import type { World } from "./state/world.ts";
import { acceptConnection } from "./transport/accept-connection.ts";

/** The web server of the simulator: WhatsApp's WebSocket, the control endpoints and the page. */
export async function createApp(world: World): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: true });
  acceptClients(app, world);
  await serveRoutes(app, world);
  return app;
}

/** Clients ask for `/ws/chat`. What they say then is not HTTP any more. */
function acceptClients(app: FastifyInstance, world: World): void {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  app.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refused = world.faults.strike("refuse upgrade");
    const { pathname } = new URL(request.url ?? "/", "http://whatsapp");
    if (refused || pathname !== "/ws/chat") return refuse(socket, refused?.status ?? 404);
    sockets.handleUpgrade(request, socket, head, (client) =>
      acceptConnection(world, client, {
        greet: (connection, finished) => greetClient(world, connection, finished),
        receive: (connection, node) => receiveStanza(world, connection, node),
      }),
    );
  });
}

function refuse(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Refused"}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
