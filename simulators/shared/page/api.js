/** Asks the simulator; throws an Error with its sentence when it refuses. */
export async function call(method, path, body) {
  const isForm = body instanceof FormData;
  const response = await fetch(`/control${path}`, {
    method,
    headers: body === undefined || isForm ? {} : { "content-type": "application/json" },
    body: body === undefined || isForm ? body : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

/** Calls `onChange` with each change, and with `{ kind: "all" }` whenever the line is up again. */
export function listen(onChange, onConnection) {
  const source = new EventSource("/control/live");
  source.onopen = () => {
    onConnection(true);
    onChange({ kind: "all" });
  };
  source.onerror = () => onConnection(false);
  source.onmessage = (event) => {
    for (const change of JSON.parse(event.data)) onChange(change);
  };
}
