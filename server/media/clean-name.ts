const longest = 120;

/**
 * A file's name as people may safely see and save it: no folders, no control characters, none of the invisible characters
 * that reverse the direction of writing ("exe.gpj" read backwards), at most 120 characters with its ending kept.
 */
export function cleanName(name: string): string {
  const last = name.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const visible = last
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
    .replace(/\s+/gu, " ")
    .replace(/^[.\s]+|[.\s]+$/gu, "");
  return shorten(visible) || "file";
}

function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= longest) return name;
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? "";
  return characters.slice(0, longest - ending.length).join("") + ending;
}
