/**
 * What a person reads when a start fails: a sentence about what is known, else the stack of a mistake of ours.
 * `portSetting` names the setting that would choose another port, and `command` what is being started with it.
 */
export function faultSentence(error: unknown, portSetting: string, command: string): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? error.code : undefined;
  const port = "port" in error ? error.port : "";
  if (code === "EADDRINUSE") {
    return `Port ${port} is in use by another program. Stop that one, or choose another port: ${portSetting}=${Number(port) + 1} ${command}`;
  }
  if (code === "EACCES" && port)
    return `This user may not listen on port ${port}. Choose one above 1023 with ${portSetting}.`;
  if (code === "EADDRNOTAVAIL")
    return "HOST is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all of its addresses.";
  const expected = error.name === "Error" || error.name === "ConfigFault";
  return expected ? error.message : (error.stack ?? error.message);
}
