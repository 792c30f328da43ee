import { expect, type Page } from "@playwright/test";
import { signIn } from "#contract/session.ts";

/** What somebody proves with who they are. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Signs a browser in without the page, for stories that are about something else. */
export async function letIn(page: Page, address: string, { email, password }: Credentials): Promise<void> {
  const answer = await page.request.post(`/api/v1${signIn.path}`, {
    data: { email, password },
    headers: { origin: address },
  });
  expect(answer.status()).toBe(signIn.status);
}
