import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import { newId } from "#server/platform/identifier.ts";
import type { Schema } from "#server/schema.ts";

// better-auth signs only what its own endpoints hand out, and those are not exposed; so this need not outlive the process.
const secret = randomBytes(32).toString("hex");

/**
 * better-auth's own writing of people, credentials and sessions, on one transaction, in our words for tables and columns.
 * See docs/decisions/0003-sign-in.md. Making one costs a third of a millisecond.
 */
export async function identityIn(db: Kysely<Schema>) {
  // Loaded when somebody first signs in: it takes 30 MB and 0.2 s, which a start need not wait for.
  const { betterAuth } = await import("better-auth");
  const auth = betterAuth({
    secret,
    baseURL: "http://localhost",
    database: { db, type: "postgres" },
    advanced: { database: { generateId: newId, validateSchema: false } },
    telemetry: { enabled: false },
    user: {
      modelName: "people",
      fields: { emailVerified: "email_verified", createdAt: "created_at", updatedAt: "updated_at" },
    },
    account: {
      modelName: "credentials",
      fields: {
        userId: "person_id",
        providerId: "provider",
        accountId: "account_id",
        password: "password_hash",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
    },
    session: {
      modelName: "sessions",
      fields: {
        userId: "person_id",
        token: "token_hash",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        expiresAt: "expires_at",
        createdAt: "created_at",
        updatedAt: "last_seen_at",
      },
      additionalFields: {
        workspaceId: { type: "string", fieldName: "signed_in_to" },
        memberId: { type: "string", fieldName: "member_id" },
      },
    },
  });
  return (await auth.$context).internalAdapter;
}
