import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { type Thread, threadKey, type World } from "./world.ts";

const token = z.object({
  value: z.string(),
  type: z.enum(["USER", "PAGE"]),
  appId: z.string(),
  personId: z.string(),
  pageId: z.string().optional(),
  issuedAt: z.number(),
  expiresAt: z.number().optional(),
  dataAccessExpiresAt: z.number(),
  endedBy: z.number().optional(),
});
const names = z.array(z.string());
const kept = z.object({
  tokens: z.array(token),
  grants: z.array(z.object({ key: z.string(), granted: names, declined: names, pageIds: names })),
  subscriptions: z.array(z.object({ pageId: z.string(), appId: z.string(), fields: names })),
  windows: z.array(z.object({ key: z.string(), customerWroteAt: z.number() })),
});
type Kept = z.output<typeof kept>;

/** Changes that come together are written together. */
const GATHER_MS = 300;

/**
 * Gives back the logins that the file remembers, and remembers them there from now on, so that nobody has to log in again after the
 * simulator was stopped. What belongs to an app, page or customer that is not there yet is left out. Answers what writes at once.
 */
export function keepLogins(world: World, file: string): () => void {
  if (existsSync(file)) restore(world, kept.parse(JSON.parse(readFileSync(file, "utf8"))));
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    writeFileSync(file, JSON.stringify(describe(world)), { mode: 0o600 });
  };
  world.watchers.add(() => {
    timer ??= setTimeout(write, GATHER_MS).unref();
  });
  return write;
}

function restore(world: World, { tokens, grants, subscriptions, windows }: Kept): void {
  for (const { pageId, expiresAt, endedBy, ...rest } of tokens) {
    if (world.apps.has(rest.appId)) world.tokens.set(rest.value, { ...rest, pageId, expiresAt, endedBy });
  }
  for (const { key, granted, declined, pageIds } of grants) {
    world.grants.set(key, { granted: new Set(granted), declined: new Set(declined), pageIds: new Set(pageIds) });
  }
  for (const { pageId, appId, fields } of subscriptions) {
    world.pages.get(pageId)?.subscriptions.set(appId, new Set(fields));
  }
  for (const { key, customerWroteAt } of windows) {
    const thread = world.threads.get(key);
    if (thread) thread.customerWroteAt = customerWroteAt;
  }
}

function describe({ tokens, grants, pages, threads }: World): Kept {
  return {
    tokens: [...tokens.values()].map(({ pageId, expiresAt, endedBy, ...rest }) => ({
      ...rest,
      ...(pageId === undefined ? {} : { pageId }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(endedBy === undefined ? {} : { endedBy }),
    })),
    grants: [...grants].map(([key, { granted, declined, pageIds }]) => ({
      key,
      granted: [...granted],
      declined: [...declined],
      pageIds: [...pageIds],
    })),
    subscriptions: [...pages.values()].flatMap(({ id, subscriptions }) =>
      [...subscriptions].map(([appId, fields]) => ({ pageId: id, appId, fields: [...fields] })),
    ),
    windows: [...threads.values()].flatMap(windowOf),
  };
}

function windowOf({ page, psid, customerWroteAt }: Thread): Kept["windows"] {
  return customerWroteAt === undefined ? [] : [{ key: threadKey(page.id, psid), customerWroteAt }];
}
