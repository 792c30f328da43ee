import { afterEach, describe, expect, it } from "vitest";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";

const ana = {
  workspaceName: "Lindenhof",
  displayName: "Ana Brandt",
  email: "Ana@Example.com",
  password: "seven green bicycles",
  timeZone: "Europe/Berlin",
};

let house: SignInHouse;
afterEach(() => house.close());

describe("signing up", () => {
  it("creates the workspace and its Owner and signs them in", async () => {
    house = await openSignInHouse({ signUp: "first" });
    const browser = house.browser();
    expect((await browser.send("GET", "/session")).body).toEqual({ session: null, signUp: true, firstVisit: true });
    const answer = await browser.send("POST", "/workspaces", ana);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      profile: { displayName: "Ana Brandt", role: "owner", email: "ana@example.com", timeZone: "Europe/Berlin" },
      workspace: { name: "Lindenhof", autoArchiveDays: null, channelAlerts: true },
    });
    const entrance = await browser.send("GET", "/session");
    expect(entrance.body).toEqual({ session: answer.body, signUp: false, firstVisit: false });
  });
});
