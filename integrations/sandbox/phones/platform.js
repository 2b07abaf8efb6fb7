// The control API of the sandbox, as the page uses it.

async function answered(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(typeof body.detail === "string" ? body.detail : `HTTP ${response.status}`);
  return body;
}

export async function read(path) {
  return answered(await fetch(`/sandbox/${path}`, { cache: "no-store" }));
}

export async function act(path, body) {
  const request = { method: "POST" };
  if (body instanceof Blob) {
    request.body = body;
    request.headers = { "content-type": body.type };
  } else if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers = { "content-type": "application/json" };
  }
  return answered(await fetch(`/sandbox/${path}`, request));
}

export function watch(onChange, onLink) {
  const source = new EventSource("/sandbox/events");
  source.addEventListener("change", (event) => onChange(JSON.parse(event.data)));
  source.addEventListener("open", () => onLink(true));
  source.addEventListener("error", () => onLink(false));
  return source;
}
