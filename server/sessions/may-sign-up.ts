import type { SignInParts } from "#server/sessions/open-sign-in.ts";

/** Whether a workspace may be created on this server now. */
export async function maySignUp(parts: SignInParts): Promise<boolean> {
  if (parts.config.signUp === "first") return !(await hasWorkspace(parts));
  return parts.config.signUp === "open";
}

/** Whether anybody has created a workspace on this server yet. */
export async function hasWorkspace({ database }: SignInParts): Promise<boolean> {
  const { rows } = await database.pool.query<{ exists: boolean }>("select a_workspace_exists() as exists");
  return rows[0]?.exists ?? false;
}
