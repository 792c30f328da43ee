import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { keepSecret } from "./keep-secret.ts";
import {
  type FacebookSettings,
  type MailSettings,
  type Role,
  type Setting,
  settings,
  withoutEffect,
} from "./settings.ts";

/** Everything that can be set from outside, read once at start and never changed afterwards. */
export type Config = Readonly<{
  /** TCP port of the HTTP server; 0 lets the system choose a free one. */
  port: number;
  /** Address the HTTP server listens on. */
  host: string;
  /** The address people and outside services use, without a slash at the end; undefined when the operator named none. */
  publicUrl: string | undefined;
  /** Where links in e-mails lead, without a slash at the end: `publicUrl`, or else this very machine. Never what a request claims. */
  homeAddress: string;
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
  /** The server that linked phones are reached at, as a WebSocket address. */
  whatsappWebUrl: string;
  /** The key in hex that this server must prove itself with; undefined: WhatsApp's own. */
  whatsappRootKey: string | undefined;
  /** The app through which pages are connected to Messenger. */
  facebook: FacebookSettings;
  /** How e-mail goes out; undefined when the operator has set up no mail server. */
  mail: MailSettings | undefined;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  /** Sentences the operator should read at start, one per setting that has no effect in this version. */
  notices: readonly string[];
}>;

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
    WHATSAPP_WEB_URL: settings.WHATSAPP_WEB_URL.schema,
    WHATSAPP_ROOT_KEY: settings.WHATSAPP_ROOT_KEY.schema,
    FACEBOOK_APP_ID: settings.FACEBOOK_APP_ID.schema,
    FACEBOOK_APP_SECRET: settings.FACEBOOK_APP_SECRET.schema,
    FACEBOOK_VERIFY_TOKEN: settings.FACEBOOK_VERIFY_TOKEN.schema,
    FACEBOOK_GRAPH_URL: settings.FACEBOOK_GRAPH_URL.schema,
    FACEBOOK_DIALOG_URL: settings.FACEBOOK_DIALOG_URL.schema,
    SMTP_URL: settings.SMTP_URL.schema,
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
    homeAddress: value.PUBLIC_URL ?? `http://localhost:${value.PORT}`,
    databaseUrl: value.DATABASE_URL,
    dataDir,
    secretKey: value.SECRET_KEY ?? keepSecret(join(dataDir, "secret-key")),
    roles: Object.freeze([...new Set(value.ROLE)]),
    signUp: value.SIGN_UP,
    telegramApiRoot: value.TELEGRAM_API_ROOT,
    whatsappWebUrl: value.WHATSAPP_WEB_URL,
    whatsappRootKey: value.WHATSAPP_ROOT_KEY,
    facebook: Object.freeze({
      appId: value.FACEBOOK_APP_ID,
      appSecret: value.FACEBOOK_APP_SECRET,
      verifyToken: value.FACEBOOK_VERIFY_TOKEN,
      graphUrl: value.FACEBOOK_GRAPH_URL,
      dialogUrl: value.FACEBOOK_DIALOG_URL,
    }),
    mail: value.SMTP_URL,
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
    const sample = example && ` Example: ${name}=${example}`;
    return `  ${name} is ${found}, and must be ${must}.${sample}`;
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
  const isSet = (name: string) => Boolean(env[name]?.trim());
  const idle = withoutEffect
    .filter(isSet)
    .map((name) => `${name} is set, but has no effect: this version of Wokfow does not have what it belongs to.`);
  if (isSet("WHATSAPP_ROOT_KEY")) {
    idle.push("WHATSAPP_ROOT_KEY is set: linked phones trust whoever holds that key instead of WhatsApp.");
  }
  if (isSet("SMTP_URL") && !isSet("PUBLIC_URL")) {
    idle.push("SMTP_URL is set without PUBLIC_URL: links in e-mails will open on this machine alone.");
  }
  const missing = ofMessenger.filter((name) => !isSet(name));
  if (missing.length > 0 && missing.length < ofMessenger.length) {
    const names = missing.length === 1 ? `${missing} is` : `${missing.join(" and ")} are`;
    idle.push(`${names} not set, and pages cannot be connected to Messenger without.`);
  }
  return idle;
}

const ofMessenger = ["FACEBOOK_APP_ID", "FACEBOOK_APP_SECRET", "FACEBOOK_VERIFY_TOKEN"];
