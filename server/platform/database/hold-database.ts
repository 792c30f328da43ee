import { openDatabase } from "./open-database.ts";

// A server reduced to its database, for tests that end one in every way: says what it does and its address, line by
// line, and leaves in order at SIGTERM.
const dataDir = process.argv[2] ?? "";
const database = await openDatabase({ databaseUrl: undefined, dataDir }, { info: console.log });
const alive = setInterval(() => undefined, 60_000);
process.once("SIGTERM", async () => {
  await database.stop();
  clearInterval(alive);
});
console.log(`ready ${database.ownerUrl}`);
