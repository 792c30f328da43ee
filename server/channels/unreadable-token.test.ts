import { expect, test } from "vitest";
import { listChannels, probeChannel, reconnectChannel } from "#contract/channels.ts";
import { connectionOf } from "#server/channels/connection-of.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { eventually, openChannels } from "#server/testing/open-channels.ts";

test("a channel whose token was sealed with a lost key asks for it, and the others run", async () => {
  const { telegram, connect, owner, run, parts, context } = await openChannels();
  const lost = await connect();
  // As after a start with another SECRET_KEY: what is stored cannot be opened, what is connected from now on can.
  const secrets = secretBox("d5".repeat(32));
  const bot = telegram.createBot({ username: "ortiz_help_bot", name: "Ortiz Help" });
  const other = await connect(bot);
  const sealed = secrets.seal(`channel:${other.id}`, bot.token);
  await context.database.transaction(context.workspaceId, ({ db }) =>
    db.updateTable("channels").set({ sealed_credentials: sealed }).where("id", "=", other.id).execute(),
  );
  run({ ...parts(), secrets });
  const statuses = async () => new Map((await owner.ok(listChannels)).items.map((item) => [item.id, item]));
  await eventually(async () => {
    const now = await statuses();
    expect(now.get(lost.id)).toMatchObject({ status: "NEEDS_ACTION", reason: "token_unreadable" });
    expect(now.get(other.id)).toMatchObject({ status: "CONNECTED", reason: null });
  });
  expect(await connectionOf(context, secrets, lost.id)).toBe("unreadable");
});

test("given again, the token heals the channel", async () => {
  const { shop, connect, channel, owner, run, context } = await openChannels();
  const { id: channelId } = await connect();
  await context.database.transaction(context.workspaceId, ({ db }) =>
    db
      .updateTable("channels")
      .set({ sealed_credentials: Buffer.from("sealed with a key that is gone") })
      .where("id", "=", channelId)
      .execute(),
  );
  const probed = await owner.ok(probeChannel, { params: { channelId } });
  expect(probed).toMatchObject({ status: "NEEDS_ACTION", reason: "token_unreadable" });
  await owner.ok(reconnectChannel, { params: { channelId }, body: { credentials: { token: shop.token } } });
  run();
  await eventually(async () => expect((await channel()).status).toBe("CONNECTED"));
});
