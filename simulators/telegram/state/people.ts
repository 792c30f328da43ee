import { randomInteger } from "#simulators/shared/random.ts";
import type { ChatInfo, User } from "./wire.ts";
import { announceChange, type Group, type Person, type World } from "./world.ts";

export type NewPerson = {
  /** Default: drawn from the seeded generator. */
  id?: number | undefined;
  firstName: string;
  lastName?: string | undefined;
  username?: string | undefined;
  languageCode?: string | undefined;
  /** The profile photo: any picture that sharp reads. */
  photo?: Buffer | undefined;
};

/** Somebody with Telegram on their phone. */
export function createPerson(
  world: World,
  { id, firstName, lastName, username, languageCode, photo }: NewPerson,
): Person {
  if (id !== undefined && world.people.has(id)) throw new Error(`There is already a customer with the id ${id}.`);
  const user: User = {
    id: id ?? unusedPersonId(world),
    is_bot: false,
    first_name: firstName,
    ...(lastName ? { last_name: lastName } : {}),
    ...(username ? { username } : {}),
    language_code: languageCode ?? "en",
  };
  const person: Person = { user, photo, photoSizes: new Map(), deactivated: false };
  world.people.set(user.id, person);
  announceChange(world, { kind: "customers" });
  return person;
}

/** A supergroup; its ids begin with -100 as Telegram's do. */
export function createGroup(world: World, title: string): Group {
  const id = -1_000_000_000_000 - randomInteger(world.random, 1_500_000_000, 2_400_000_000);
  const group: Group = { info: { id, type: "supergroup", title }, nextMessageId: 1 };
  world.groups.set(id, group);
  return group;
}

/** The private chat with this person, as a bot sees it. */
export function privateChat(user: User): ChatInfo {
  return {
    id: user.id,
    type: "private",
    first_name: user.first_name,
    ...(user.last_name ? { last_name: user.last_name } : {}),
    ...(user.username ? { username: user.username } : {}),
  };
}

function unusedPersonId(world: World): number {
  // Above 2^32, as the ids of new accounts are, so that code that keeps them in 32 bits is found out.
  const id = randomInteger(world.random, 5_000_000_000, 5_999_999_999);
  return world.people.has(id) ? unusedPersonId(world) : id;
}
