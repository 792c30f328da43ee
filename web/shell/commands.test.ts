import { expect, it } from "vitest";
import { type Command, filterCommands } from "#web/shell/commands.ts";

const command = (label: string, words = ""): Command => ({
  id: label,
  label,
  group: "Rooms",
  words,
  run: () => undefined,
});
const commands = [
  command("Connect Telegram"),
  command("General", "auto-archive sound"),
  command("Integrations", "channels connect"),
];
const found = (typed: string) => filterCommands(commands, typed).map(({ label }) => label);

it("finds by label, group and other words, in any order", () => {
  expect(found("telegram conn")).toEqual(["Connect Telegram"]);
  expect(found("archive")).toEqual(["General"]);
  expect(found("rooms")).toHaveLength(3);
});

it("puts what begins with the typed letters first, and forgives accents and capitals", () => {
  expect(found("connect")).toEqual(["Connect Telegram", "Integrations"]);
  expect(found("GÉNÉRAL")).toEqual(["General"]);
});
