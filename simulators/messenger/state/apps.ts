import { randomText } from "#simulators/shared/random.ts";
import { createQueue } from "../webhook/delivery-queue.ts";
import { newId } from "./ids.ts";
import { type App, announceChange, type World } from "./world.ts";

export type NewApp = {
  name: string;
  /** Default: drawn from the seeded generator. */
  id?: string | undefined;
  secret?: string | undefined;
  /** Valid OAuth redirect URIs; only exact matches are sent to. */
  redirectUris?: string[] | undefined;
  /** Default true: the app has the Human Agent feature. */
  humanAgent?: boolean | undefined;
  /** Default false: calls need `appsecret_proof`. */
  requireProof?: boolean | undefined;
  deauthorizeUrl?: string | undefined;
  dataDeletionUrl?: string | undefined;
};

/** An app as it is made in Meta's dashboard. */
export function createApp(world: World, wanted: NewApp): App {
  const id = wanted.id ?? newId(world, "88", 15);
  if (world.apps.has(id)) throw new Error(`There is already an app with the id ${id}.`);
  const app: App = {
    id,
    name: wanted.name,
    secret: wanted.secret ?? newSecret(world),
    redirectUris: [...(wanted.redirectUris ?? [])],
    hasHumanAgent: wanted.humanAgent ?? true,
    needsProof: wanted.requireProof ?? false,
    deauthorizeUrl: wanted.deauthorizeUrl,
    dataDeletionUrl: wanted.dataDeletionUrl,
    webhook: undefined,
    queue: createQueue(world, id),
  };
  world.apps.set(id, app);
  announceChange(world, { kind: "apps" });
  return app;
}

/** The app this refers to. */
export function appOf(world: World, { id }: { id: string }): App {
  const app = world.apps.get(id);
  if (!app) throw new Error(`There is no app with the id ${id}.`);
  return app;
}

/** 32 hex digits. */
function newSecret(world: World): string {
  return Buffer.from(randomText(world.random, 16)).toString("hex");
}
