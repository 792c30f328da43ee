import { resolve } from "node:path";
import { z } from "zod";

/** What a process does: answer browsers and integrators, work off jobs, or hold the lines to the outside services. */
export type Role = "web" | "worker" | "channels";

/** One setting of the environment: its check, and the words for `.env.example` and for faults. */
export type Setting<Schema extends z.ZodType = z.ZodType> = {
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
    about:
      "Folder for everything that must outlive a restart: database, files, keys. Back it up as a whole, while Wokfow is stopped.",
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
    example: "",
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
  WHATSAPP_WEB_URL: setting({
    schema: z.url({ protocol: /^wss?$/ }).default("wss://web.whatsapp.com/ws/chat"),
    about: "Where linked phones are reached: WhatsApp's own server, unless a simulator or a relay stands in for it.",
    example: "wss://web.whatsapp.com/ws/chat",
    must: "an address that begins with wss:// or ws://",
  }),
  WHATSAPP_ROOT_KEY: setting({
    schema: z
      .string()
      .regex(/^[0-9a-f]{64}$/i)
      .toLowerCase()
      .optional(),
    about:
      "The key that a server in WhatsApp's place proves itself with. Unset, only WhatsApp itself is believed; set it for a simulator and nowhere else.",
    example: "",
    must: "64 hexadecimal digits",
  }),
  FACEBOOK_APP_ID: setting({
    schema: z.string().regex(/^\d+$/).optional(),
    about:
      "The app at developers.facebook.com through which pages are connected to Messenger. It takes this, FACEBOOK_APP_SECRET, FACEBOOK_VERIFY_TOKEN and a PUBLIC_URL with https.",
    example: "",
    must: "the digits that the app's dashboard shows as its App ID",
  }),
  FACEBOOK_APP_SECRET: setting({
    schema: z
      .string()
      .regex(/^[\x21-\x7e]{8,200}$/)
      .optional(),
    about:
      "The secret of that app, which Facebook signs deliveries with. It stands in the dashboard under App settings, Basic.",
    example: "",
    must: "the App secret as the app's dashboard shows it",
    secret: true,
  }),
  FACEBOOK_VERIFY_TOKEN: setting({
    schema: z
      .string()
      .regex(/^[\x21-\x7e]{8,200}$/)
      .optional(),
    about:
      "A word that you choose and also enter in the app's dashboard beside the address of the webhook, so that Facebook knows that the address is yours.",
    example: "",
    must: "8 to 200 letters, digits or signs without spaces",
    secret: true,
  }),
  FACEBOOK_GRAPH_URL: setting({
    schema: webAddress.default("https://graph.facebook.com"),
    about: "Root of Facebook's Graph API, unless a simulator or a relay stands in for it.",
    example: "https://graph.facebook.com",
    must: "an address that begins with http:// or https://",
  }),
  FACEBOOK_DIALOG_URL: setting({
    schema: webAddress.default("https://www.facebook.com"),
    about: "Where people log in with Facebook, unless a simulator stands in for it.",
    example: "https://www.facebook.com",
    must: "an address that begins with http:// or https://",
  }),
  SMTP_URL: setting({
    schema: z
      .url({ protocol: /^smtps?$/, hostname: /.+/ })
      .transform(readMailSettings)
      .optional(),
    about:
      "The mail server that invitations and links for forgotten passwords go out by; without it, members hand passwords over themselves. from is the sender; without it the user name is, where that is an address. Set PUBLIC_URL too, which the links lead to.",
    example: "smtp://user:password@mail.example.com:587?from=desk@example.com",
    must: "an address of the form smtp://user:password@host:port, or smtps:// for encryption from the first byte",
    secret: true,
  }),
  LOG_LEVEL: setting({
    schema: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    about: "How much is logged.",
    example: "info",
    must: "debug, info, warn, error or silent",
  }),
};

/** Settings with a fixed name whose feature this version does not have: they are named at start, never silently ignored. */
export const withoutEffect = `NATS_URL S3_ENDPOINT S3_REGION S3_BUCKET S3_ACCESS_KEY_ID S3_SECRET_ACCESS_KEY
  GEMINI_API_KEY GEMINI_API_URL STRIPE_SECRET_KEY STRIPE_WEBHOOK_SECRET STRIPE_API_URL`.split(/\s+/);

/** The app through which pages are connected to Messenger; undefined what the operator has not given. */
export interface FacebookSettings {
  readonly appId: string | undefined;
  readonly appSecret: string | undefined;
  readonly verifyToken: string | undefined;
  /** Root of the Graph API, and where people log in; both without a slash at the end. */
  readonly graphUrl: string;
  readonly dialogUrl: string;
}

/** How e-mail goes out: the mail server with the credentials for it, and the sender that readers see. */
export interface MailSettings {
  readonly server: string;
  readonly from: string;
}

/** The sender travels in the address of the server, as no other setting names it. */
function readMailSettings(address: string): MailSettings {
  const url = new URL(address);
  const named = url.searchParams.get("from");
  url.searchParams.delete("from");
  const user = decodeURIComponent(url.username);
  const from = named ?? `Wokfow <${user.includes("@") ? user : `wokfow@${url.hostname}`}>`;
  return { server: url.href, from };
}
