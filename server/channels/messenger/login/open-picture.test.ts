import { createServer, type RequestListener } from "node:http";
import sharp from "sharp";
import { expect, onTestFinished, test } from "vitest";
import { openPicture } from "#server/channels/messenger/login/open-picture.ts";

test("a picture is what its bytes are, of a size that a picture of 96 pixels can have", async () => {
  const png = await sharp({ create: { width: 96, height: 96, channels: 3, background: "#c40" } })
    .png()
    .toBuffer();
  const graph = await serve((request, response) => {
    const bodies: Record<string, Buffer | string> = {
      "/png": png,
      "/svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      "/html": "<script>alert(1)</script>",
      "/huge": Buffer.concat([png, Buffer.alloc(1_000_000)]),
    };
    // What the other side calls it says nothing.
    const type = request.url === "/png" ? "text/html" : "image/png";
    response.writeHead(200, { "content-type": type }).end(bodies[request.url ?? ""]);
  });
  const open = (path: string) => openPicture(`${graph}${path}`, graph, AbortSignal.timeout(30_000));
  expect(await open("/png")).toEqual({ type: "image/png", bytes: png });
  for (const path of ["/svg", "/html", "/huge"]) expect(await open(path), path).toBeNull();
});

test("nobody but Facebook is asked for a picture, not even where it sends us on", async () => {
  const asked: string[] = [];
  const inside = await serve((request, response) => {
    asked.push(request.url ?? "");
    response.end();
  });
  const graph = await serve((_, response) => {
    response.writeHead(302, { location: `${inside}/redirected` }).end();
  });
  const addresses = [`${inside}/direct`, `${graph}/on`, "file:///etc/passwd", "http://169.254.169.254/latest", "%"];
  for (const address of addresses) {
    expect(await openPicture(address, graph, AbortSignal.timeout(30_000)), address).toBeNull();
  }
  expect(asked).toEqual([]);
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}`;
}
