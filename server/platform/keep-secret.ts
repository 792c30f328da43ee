import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";

/**
 * The secret kept in a file: 32 random bytes in hex, made at the first call and the same ever after.
 * The file is readable by its owner only. Throws when it exists but cannot be read, or does not hold such a secret.
 */
export function keepSecret(path: string): string {
  const secret = read(path) ?? make(path);
  if (!/^[0-9a-f]{64}$/.test(secret)) {
    throw new Error(`${path} does not hold 64 hexadecimal digits. Put it back from a backup.`);
  }
  return secret;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new Error(`${path} cannot be read. Start Wokfow as the user who owns it.`, { cause: error });
  }
}

/** Two servers may start at once: the file appears whole, by a link, and the slower one reads what the faster one made. */
function make(path: string): string {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, "utf8").trim();
}
