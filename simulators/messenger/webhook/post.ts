import http from "node:http";
import https from "node:https";

export type Posted = { status: number; text: string; failure: string | undefined };

type Request = { url: string; body: string; headers: Record<string, string>; timeoutMs: number; agent?: http.Agent };

/** Posts it and reads the answer; whatever goes wrong is told in `failure`. */
export function post({ url, body, headers, timeoutMs, agent }: Request): Promise<Posted> {
  const { request } = url.startsWith("https:") ? https : http;
  const options = {
    method: "POST",
    headers: { ...headers, "content-length": Buffer.byteLength(body), "user-agent": "facebookexternalua" },
    ...(agent ? { agent } : {}),
  };
  return new Promise((resolve) => {
    const failed = (failure: string) => resolve({ status: 0, text: "", failure });
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", (error) => failed(error.message));
      response.on("end", () => {
        clearTimeout(timer);
        resolve(answered(response.statusCode ?? 0, Buffer.concat(chunks).toString()));
      });
    });
    // Over the whole call, not from byte to byte: an answer that trickles in counts as none.
    const timer = setTimeout(() => sent.destroy(new Error(`No answer within ${timeoutMs / 1000} s`)), timeoutMs);
    sent.on("error", (error) => {
      clearTimeout(timer);
      failed(error.message);
    });
    sent.end(body);
  });
}

function answered(status: number, text: string): Posted {
  const isFine = status >= 200 && status < 300;
  return { status, text, failure: isFine ? undefined : `The webhook answered ${status}` };
}
