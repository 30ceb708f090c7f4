// The rival in JavaScript: what callgoose does with the guide's payload, without putting anything on disk.
"use strict";

const { createServer } = require("node:http");
const { randomUUID, timingSafeEqual } = require("node:crypto");

const TOKEN = Buffer.from("@TOKEN@");

function presented(request, url) {
  const authorization = request.headers.authorization;
  if (authorization && /^bearer +/i.test(authorization)) return authorization.replace(/^bearer +/i, "");
  return request.headers["x-callgoose-auth"] ?? url.searchParams.get("token") ?? "";
}

function isAuthorized(request, url) {
  const token = Buffer.from(presented(request, url));
  return token.length === TOKEN.length && timingSafeEqual(token, TOKEN);
}

function text(value) {
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function title(source, value) {
  if (source && value) return `${source} - ${value}`;
  return value ?? `Incident from ${source ?? "unknown source"}`;
}

function answer(response, status, value) {
  const body = JSON.stringify(value);
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}

function webhook(url, body, response) {
  let payload;
  try {
    payload = JSON.parse(body);
  } catch {
    return answer(response, 400, { title: "Not JSON", status: 400 });
  }

  const id = randomUUID();
  const status = text(payload?.status);
  const key = text(payload?.id);
  if (status?.includes("Started")) {
    const incident = {
      id,
      key,
      title: title(url.searchParams.get("from"), text(payload.title)),
      description: text(payload.description) ?? body,
    };
    return answer(response, 201, {
      id,
      resolved: { duplicate: false, resolved: false },
      triggered: { duplicate: false, created: true },
      incidents: [incident.id],
    });
  }

  if (status?.includes("Resolved")) {
    return answer(response, 200, {
      id,
      resolved: { duplicate: false, resolved: true },
      triggered: { duplicate: false, created: false },
      incidents: [key],
    });
  }

  return answer(response, 202, { id, reason: "no_filter_matched" });
}

const server = createServer((request, response) => {
  const url = new URL(request.url, "http://localhost");
  if (request.method !== "POST" || url.pathname !== "/v1/process") {
    return answer(response, 404, { title: "Not found", status: 404 });
  }
  if (!isAuthorized(request, url)) return answer(response, 401, { title: "Unauthorized", status: 401 });

  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => webhook(url, Buffer.concat(chunks).toString(), response));
});

// A closed connection costs both sides a new one: none is closed within a run.
server.keepAliveTimeout = 600_000;
server.requestTimeout = 0;
server.listen(@PORT@, "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
