import type { Client } from "pg";

/** The role the product runs its queries as: it owns nothing and row-level security binds it. One per PostgreSQL, shared by its databases. */
export const appRole = "wokfow_app";

/**
 * The address under which the owner's login acts as {@link appRole} from the first statement on, also after `reset role`.
 * See docs/decisions/0002-app-role.md.
 */
export function asAppRole(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  const options = url.searchParams.get("options");
  url.searchParams.set("options", [options, `-c role=${appRole}`].filter(Boolean).join(" "));
  // pg reads "+" in an address literally, and URLSearchParams writes spaces so.
  return url.href.replaceAll("+", "%20");
}

/**
 * Makes sure that {@link appRole} exists, is harmless, may be taken by the owner, and may use what the owner's coming
 * migrations make in `public`. Any number of servers and databases may do this at once.
 * Throws a sentence that names the statement an administrator must run, when the owner may not do it.
 */
export async function ensureAppRole(owner: Client): Promise<void> {
  await checkServer(owner);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ensureRole(owner);
      await ensureGrants(owner);
      return;
    } catch (error) {
      // Roles are shared by all databases of a cluster, and PostgreSQL lets only one of two simultaneous changes pass.
      if (attempt === 10 || !isCollision(error)) throw error;
    }
  }
}

async function checkServer(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ version: number; may_create: boolean; name: string; login: string }>(
    `select current_setting('server_version_num')::int as version, current_database() as name, session_user as login,
            has_schema_privilege(current_user, 'public', 'create') and has_database_privilege(current_database(), 'create') as may_create`,
  );
  const server = rows[0];
  if (!server) return;
  if (server.version < 150_000) {
    throw new Error(
      `PostgreSQL ${Math.floor(server.version / 10_000)} is too old for Wokfow. Name one of version 15 or newer with DATABASE_URL.`,
    );
  }
  if (!server.may_create) {
    throw new Error(
      `The role ${server.login} may not make tables in the database ${server.name}. ` +
        `As an administrator, run: alter database "${server.name}" owner to "${server.login}"`,
    );
  }
}

type RoleState = { exists: boolean; dangerous: boolean | null; mine: boolean; login: string };

async function readRole(owner: Client): Promise<RoleState> {
  // PostgreSQL 16 tells "may become" from "is a member"; before, membership is enough.
  const { rows } = await owner.query<RoleState>(
    `select r.oid is not null as exists, r.rolsuper or r.rolbypassrls as dangerous, session_user as login,
            coalesce(pg_has_role(session_user, r.oid,
              case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end), false) as mine
     from (values ($1)) as wanted(name) left join pg_roles r on r.rolname = wanted.name`,
    [appRole],
  );
  return rows[0] ?? { exists: false, dangerous: null, mine: false, login: "" };
}

async function ensureRole(owner: Client): Promise<void> {
  const before = await readRole(owner);
  if (!before.exists) await ask(owner, `create role ${appRole} nologin`, before.login);
  if (before.dangerous) {
    throw new Error(
      `The role ${appRole} passes row-level security, which keeps workspaces apart. ` +
        `As an administrator, run: alter role ${appRole} nosuperuser nobypassrls`,
    );
  }
  const { mine, login } = before.exists ? before : await readRole(owner);
  if (!mine) await ask(owner, `grant ${appRole} to "${login}"`, login);
}

/** Runs a statement that needs the right to create roles; without it, the sentence says who must run it. */
async function ask(owner: Client, statement: string, login: string): Promise<void> {
  try {
    await owner.query(statement);
  } catch (cause) {
    if (codeOf(cause) !== "42501") throw cause;
    const both = [`create role ${appRole} nologin`, `grant ${appRole} to "${login}"`];
    const missing = statement.startsWith("create") ? both : [statement];
    throw new Error(
      `The role ${login} of DATABASE_URL may not prepare the role ${appRole}, which Wokfow works as. ` +
        `As an administrator of that PostgreSQL, run: ${missing.join("; ")};`,
      { cause },
    );
  }
}

async function ensureGrants(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ done: boolean }>(
    `select exists (select from pg_default_acl a, aclexplode(a.defaclacl) e
       where a.defaclnamespace = 'public'::regnamespace and a.defaclobjtype = 'S' and a.defaclrole = current_user::regrole
         and e.grantee = $1::regrole) as done`,
    [appRole],
  );
  if (rows[0]?.done) return;
  await owner.query(
    `begin;
     grant usage on schema public to ${appRole};
     alter default privileges in schema public grant select, insert, update, delete on tables to ${appRole};
     alter default privileges in schema public grant usage on sequences to ${appRole};
     commit`,
  );
}

function isCollision(error: unknown): boolean {
  const code = codeOf(error);
  const already = code === "42710" || code === "23505";
  const updatedAtOnce = code === "XX000" && error instanceof Error && error.message.includes("concurrently");
  return already || updatedAtOnce;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
