/** The lines of a streamed body as they come, without empty ones. What has no end of line at the end of it all is cut off, and no line. */
export async function* linesOf(body: ReadableStream<Uint8Array<ArrayBuffer>> | null): AsyncGenerator<string> {
  // Not by iterating over the body, which Safari cannot.
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read()) {
    const lines = `${rest}${piece.value}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line !== "");
  }
}
