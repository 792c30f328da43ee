import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { keepSecret } from "./keep-secret.ts";

/** What a process does: answer browsers and integrators, work off jobs, or hold the lines to the outside services. */
export type Role = "web" | "worker" | "channels";

/** Everything that can be set from outside, read once at start and never changed afterwards. */
export type Config = Readonly<{
  /** TCP port of the HTTP server; 0 lets the system choose a free one. */
  port: number;
  /** Address the HTTP server listens on. */
  host: string;
  /** The address people and outside services use, without a slash at the end; undefined when the operator named none. */
  publicUrl: string | undefined;
  /** PostgreSQL of the operator, as a URL; undefined means the embedded one in `dataDir`. */
  databaseUrl: string | undefined;
  /** Absolute path of the folder for everything that must outlive a restart. */
  dataDir: string;
  /** 32 bytes in hex; seals the secrets of channels and signs sessions. */
  secretKey: string;
  /** What this process does; all of it unless `ROLE` says otherwise. */
  roles: readonly Role[];
  /** Who may make a workspace: anybody, only the first visitor, nobody. */
  signUp: "open" | "first" | "closed";
  /** Root of the Bot API, without a slash at the end. */
  telegramApiRoot: string;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  /** Sentences the operator should read at start, one per setting that has no effect in this version. */
  notices: readonly string[];
}>;

/** One setting of the environment: its check, and the words for `.env.example` and for faults. */
type Setting<Schema extends z.ZodType = z.ZodType> = {
  schema: Schema;
  /** What it is for, in one or two sentences. */
  about: string;
  /** The line shown in `.env.example`: the default, or an example of the form. */
  example: string;
  /** What a right value looks like; completes "NAME must be …". */
  must: string;
  /** The value is never repeated in a message. */
  secret?: true;
};

const allRoles: readonly Role[] = ["web", "worker", "channels"];
const setting = <Schema extends z.ZodType>(description: Setting<Schema>) => description;
const webAddress = z.url({ protocol: /^https?$/ }).transform((address) => address.replace(/\/+$/, ""));

/** Every setting this version understands, in the order of `.env.example`. */
export const settings = {
  PORT: setting({
    schema: z.coerce.number().int().min(0).max(65535).default(3000),
    about: "Port of the web server. 0 takes any free port.",
    example: "3000",
    must: "a whole number from 0 to 65535",
  }),
  HOST: setting({
    schema: z
      .string()
      .regex(/^[\w.:-]+$/)
      .default("127.0.0.1"),
    about:
      "Address the web server listens on. The default serves this machine alone; 0.0.0.0 lets other machines in, for which a proxy with https should stand in front.",
    example: "127.0.0.1",
    must: "an IP address or host name of this machine",
  }),
  PUBLIC_URL: setting({
    schema: webAddress.optional(),
    about:
      "The address people and outside services reach this server at. With https, Telegram delivers by webhook instead of being polled.",
    example: "https://desk.example.com",
    must: "an address that begins with http:// or https://",
  }),
  DATABASE_URL: setting({
    schema: z.url({ protocol: /^postgres(ql)?$/, hostname: /.*/ }).optional(),
    about:
      "A PostgreSQL of yours, version 15 or newer, with a role that owns the database and may create roles. Unset, a PostgreSQL of its own is kept in DATA_DIR.",
    example: "postgresql://wokfow:password@localhost:5432/wokfow",
    must: "an address of the form postgresql://user:password@host:5432/database",
    secret: true,
  }),
  DATA_DIR: setting({
    schema: z.string().default(resolve(import.meta.dirname, "../../data")),
    about: "Folder for everything that must outlive a restart: database, files, keys. Back it up as a whole.",
    example: "./data",
    must: "the path of a folder that this user may write",
  }),
  SECRET_KEY: setting({
    schema: z
      .string()
      .regex(/^[0-9a-f]{64}$/i)
      .toLowerCase()
      .optional(),
    about:
      "Key that seals the tokens of channels and signs sessions. Unset, it is made at the first start and kept in DATA_DIR/secret-key; whoever loses it must connect every channel again.",
    example: "64 hexadecimal digits, made with: openssl rand -hex 32",
    must: "64 hexadecimal digits; openssl rand -hex 32 prints such a key",
    secret: true,
  }),
  ROLE: setting({
    schema: z
      .string()
      .transform((text) => text.split(",").map((part) => part.trim()))
      .pipe(z.array(z.enum(["web", "worker", "channels"])).min(1))
      .default([...allRoles]),
    about: "What this process does. Unset, one process does everything; several processes may share one database.",
    example: "web,worker,channels",
    must: "web, worker, channels, or several of them with commas between",
  }),
  SIGN_UP: setting({
    schema: z.enum(["open", "first", "closed"]).default("first"),
    about: "Who may make a workspace: open (anybody), first (only while there is none yet), closed (nobody).",
    example: "first",
    must: "open, first or closed",
  }),
  TELEGRAM_API_ROOT: setting({
    schema: webAddress.default("https://api.telegram.org"),
    about: "Root of the Telegram Bot API, for those who run a Bot API server of their own.",
    example: "https://api.telegram.org",
    must: "an address that begins with http:// or https://",
  }),
  LOG_LEVEL: setting({
    schema: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    about: "How much is logged.",
    example: "info",
    must: "debug, info, warn, error or silent",
  }),
};

/** Settings with a fixed name whose feature this version does not have: they are named at start, never silently ignored. */
const withoutEffect =
  `NATS_URL SMTP_URL S3_ENDPOINT S3_REGION S3_BUCKET S3_ACCESS_KEY_ID S3_SECRET_ACCESS_KEY WHATSAPP_WEB_URL WHATSAPP_ROOT_KEY
  FACEBOOK_APP_ID FACEBOOK_APP_SECRET FACEBOOK_VERIFY_TOKEN FACEBOOK_GRAPH_URL FACEBOOK_DIALOG_URL GEMINI_API_KEY GEMINI_API_URL
  STRIPE_SECRET_KEY STRIPE_WEBHOOK_SECRET STRIPE_API_URL`.split(/\s+/);

/** The environment cannot be used; `message` lists every fault, one per line. */
export class ConfigFault extends Error {
  override name = "ConfigFault";
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from the environment, makes `DATA_DIR`, and makes and keeps `SECRET_KEY` there when none is given.
 * An empty value counts as unset. Throws {@link ConfigFault} that names every fault at once.
 */
export function readConfig(env: Environment = process.env): Config {
  const given = Object.fromEntries(Object.keys(settings).map((name) => [name, env[name]?.trim() || undefined]));
  const schema = z.object({
    PORT: settings.PORT.schema,
    HOST: settings.HOST.schema,
    PUBLIC_URL: settings.PUBLIC_URL.schema,
    DATABASE_URL: settings.DATABASE_URL.schema,
    DATA_DIR: settings.DATA_DIR.schema,
    SECRET_KEY: settings.SECRET_KEY.schema,
    ROLE: settings.ROLE.schema,
    SIGN_UP: settings.SIGN_UP.schema,
    TELEGRAM_API_ROOT: settings.TELEGRAM_API_ROOT.schema,
    LOG_LEVEL: settings.LOG_LEVEL.schema,
  });
  const result = schema.safeParse(given);
  if (!result.success) throw new ConfigFault(describeFaults(result.error, given));
  const value = result.data;
  const dataDir = resolve(value.DATA_DIR);
  makeDataDir(dataDir);
  return Object.freeze({
    port: value.PORT,
    host: value.HOST,
    publicUrl: value.PUBLIC_URL,
    databaseUrl: value.DATABASE_URL,
    dataDir,
    secretKey: value.SECRET_KEY ?? keepSecret(join(dataDir, "secret-key")),
    roles: Object.freeze([...new Set(value.ROLE)]),
    signUp: value.SIGN_UP,
    telegramApiRoot: value.TELEGRAM_API_ROOT,
    logLevel: value.LOG_LEVEL,
    notices: Object.freeze(listNotices(env)),
  });
}

function describeFaults(error: z.ZodError, given: Environment): string {
  const described: Readonly<Record<string, Setting>> = settings;
  const names = new Set(error.issues.map((issue) => String(issue.path[0])));
  const lines = [...names].map((name) => {
    const { must = "different", example = "", secret } = described[name] ?? {};
    const found = secret ? "a value of another form" : `"${given[name]}"`;
    return `  ${name} is ${found}, and must be ${must}. Example: ${name}=${example}`;
  });
  return ["Wokfow cannot start with these settings:", ...lines, "Correct or unset them, then start again."].join("\n");
}

function makeDataDir(dataDir: string): void {
  try {
    // Others may pass through but not list: the embedded database runs as another user when Wokfow is started by root.
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  } catch (cause) {
    throw new ConfigFault(
      `Wokfow cannot make its data folder ${dataDir}. Name a folder that this user may write, with DATA_DIR=/path/to/folder.`,
      { cause },
    );
  }
}

function listNotices(env: Environment): string[] {
  return withoutEffect
    .filter((name) => env[name]?.trim())
    .map((name) => `${name} is set, but has no effect: this version of Wokfow does not have what it belongs to.`);
}
