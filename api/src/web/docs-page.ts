import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiEnv } from "../app-env.ts";

/** What the OpenAPI document says of the API as a whole. */
export const apiInfo = {
  openapi: "3.1.0",
  info: {
    title: "Backlot API",
    version: "0.1.0",
    description:
      "Sign in with the session cookie, or send `Authorization: Bearer <service token>` as the operator. Every failed answer has the same body: a code, a sentence, and where they help a next step and the field that is wrong.",
  },
};

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Backlot API</title>
<style>
  :root { color-scheme: dark light; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
  summary { cursor: pointer; padding: .4rem 0 } code { font-size: .95em }
  pre { overflow: auto; padding: .75rem; border: 1px solid #8886; border-radius: .4rem }
  .method { display: inline-block; min-width: 4.5rem; font-weight: 700; text-transform: uppercase }
</style>
<h1>Backlot API</h1>
<p>The same as data: <a href="/api/openapi.json">openapi.json</a>.</p>
<main id="routes">Reading the routes…</main>
<script src="/api/docs.js"></script>
</html>`;

/** Runs in the browser: draws the document that the API serves. */
const script = `"use strict";
const make = (tag, text, name) => {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (name) element.className = name;
  return element;
};
const code = (value) => make("pre", JSON.stringify(value, null, 2));
function route(path, method, operation) {
  const details = make("details");
  const summary = make("summary");
  summary.append(make("span", method, "method"), make("code", path), " " + (operation.summary ?? ""));
  details.append(summary, make("p", operation.description));
  if (operation.parameters) details.append(make("h4", "Parameters"), code(operation.parameters));
  if (operation.requestBody) details.append(make("h4", "Body"), code(operation.requestBody.content));
  for (const [status, answer] of Object.entries(operation.responses)) {
    details.append(make("h4", status + " " + answer.description));
    if (answer.content && status < 400) details.append(code(answer.content));
  }
  return details;
}
fetch("/api/openapi.json").then((answer) => answer.json()).then((api) => {
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? "Other";
      groups.set(tag, [...(groups.get(tag) ?? []), route(path, method, operation)]);
    }
  const main = document.getElementById("routes");
  main.replaceChildren(make("p", api.info.description));
  for (const [tag, routes] of groups) main.append(make("h2", tag), ...routes);
});`;

/**
 * Serves `/api/openapi.json` and `/api/docs`. The page is our own: the usual reference viewers load their program
 * from a content network, and a studio without network must still be able to read this.
 */
export function serveDocs(app: OpenAPIHono<ApiEnv>): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "backlot.session_token",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "serviceToken", {
    type: "http",
    scheme: "bearer",
  });
  let document: unknown;
  app.get("/api/openapi.json", (c) => c.json((document ??= app.getOpenAPI31Document(apiInfo)) as object));
  app.get("/api/docs", (c) => c.html(page));
  app.get("/api/docs.js", (c) => c.body(script, 200, { "content-type": "text/javascript; charset=utf-8" }));
}
