import pino, { type Logger } from "pino";

/** A structured logger. */
export type Log = Logger;

// A secret may travel in a header, a body or an error that quotes either; none of these names is ever printed.
const secretNames = [
  "authorization",
  "cookie",
  "set-cookie",
  "password",
  "currentPassword",
  "newPassword",
  "token",
  "secret",
  "appSecret",
  "pageToken",
  "access_token",
  "client_secret",
];
const redacted = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`].map(quote));
const knownTokens = /\d{6,12}:[A-Za-z0-9_-]{30,}|\bEAA[A-Za-z0-9]{20,}/g;

/** Makes the logger of a process: one JSON document a line, secrets taken out by name and tokens of Telegram and Facebook by their form. */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: errorInWords },
    redact: { paths: redacted, censor: "[secret]" },
    hooks: { streamWrite: (line) => line.replace(knownTokens, "[secret]") },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Errors of libraries carry whole connections with them, passwords included; only their words are wanted. */
function errorInWords(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const code = "code" in error ? error.code : undefined;
  return { name, message, code, stack, ...(cause !== undefined && { cause: errorInWords(cause) }) };
}

function quote(path: string): string {
  return path
    .split(".")
    .map((part) => (part === "*" ? "*" : `["${part}"]`))
    .join(".")
    .replaceAll(".[", "[");
}
