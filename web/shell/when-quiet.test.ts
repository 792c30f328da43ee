import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { whenQuiet } from "#web/shell/when-quiet.ts";

it("asks again for a first answer that was read before what is to be shown", async () => {
  const client = new QueryClient();
  const answers: ((value: string) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
  const stop = new QueryObserver(client, { queryKey: ["list"], queryFn }).subscribe(() => undefined);
  whenQuiet(client, [["list"]], () => void client.invalidateQueries({ queryKey: ["list"] }));
  answers[0]?.("old");
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.("new");
  await expect.poll(() => client.getQueryData(["list"])).toBe("new");
  stop();
});
