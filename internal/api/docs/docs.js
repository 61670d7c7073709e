// Renders /openapi.json. Text goes into the page as text, never as markup.
"use strict";

const el = (name, props = {}, ...children) => {
  const node = Object.assign(document.createElement(name), props);
  node.append(...children);
  return node;
};

const link = (schema) => schema.$ref.split("/").pop();

// type names a schema in a few words and links to what it refers to.
function type(schema = {}) {
  if (schema.$ref) return [el("a", { href: "#" + link(schema), textContent: link(schema) })];
  if (schema.oneOf) return schema.oneOf.flatMap((s, i) => (i ? [" or ", ...type(s)] : type(s)));
  if (schema.type === "array") return ["array of ", ...type(schema.items)];
  if (schema.enum) return [schema.enum.map((v) => JSON.stringify(v)).join(", ")];
  if ("const" in schema) return [JSON.stringify(schema.const)];
  if (schema.type === "object" && schema.properties) return ["{ ", ...Object.entries(schema.properties).flatMap(([k, s], i) => [i ? ", " : "", k + ": ", ...type(s)]), " }"];
  return [[].concat(schema.type ?? "anything").join(" or ")];
}

const row = (name, schema, note) => [
  el("dt", {}, el("code", { textContent: name })),
  el("dd", {}, ...type(schema), note ? ". " + note : ""),
];

const members = (schema) =>
  el("dl", {}, ...Object.entries(schema.properties ?? {}).flatMap(([name, s]) => row(name, s, s.description)));

const content = (c) => Object.entries(c ?? {}).flatMap(([kind, body]) => [kind + " ", ...type(body.schema ?? { type: "bytes" })]);

// Values of examples, by the ends of members' names.
const samples = {
  name: "Harbour at night", language: "eng", vtt: "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nThe harbour.\n", slug: "on2c4XSEKz8xf8HZ",
  email: "you@example.org", username: "you@example.org", password: "…", token: "1$…", origin_http_headers: "Authorization: Bearer …",
  url: "https://example.org/harbour.mov", duration: 60000, width: 1920, height: 1080, size: 9900000, status: "ready", codec: "h264",
  description: "As seen from the quay", start_time: "2026-12-01T20:00:00Z", created_at: "2026-11-29T17:39:00.000Z", updated_at: "2026-11-29T17:40:00.000Z", color: "#2250c4", progress: 100, hostname: "video.example.org",
};

// Members that may be null, and are of most videos.
const usuallyNull = ["error", "error_detail", "work", "expired"];

// example makes a value that a schema describes: one of each, and of what may
// be null the value. A brief one has the members that are required and the
// first three. Beyond three levels a shape is left empty.
function example(doc, schema = {}, brief = false, name = "", depth = 0) {
  if ("example" in schema) return schema.example;
  if (schema.$ref) return example(doc, doc.components.schemas[link(schema)], brief, name, depth);
  if (schema.oneOf) return example(doc, schema.oneOf[0], brief, name, depth);
  if (schema.type?.includes("null") && usuallyNull.includes(name)) return null;
  if ("const" in schema) return schema.const;
  const kind = [].concat(schema.type ?? "object").find((t) => t !== "null") ?? null;
  const ending = Object.keys(samples).find((end) => (name === end || name.endsWith("_" + end)) && typeof samples[end] === kind.replace("integer", "number"));
  if (schema.enum) return schema.enum.includes(samples[name]) ? samples[name] : schema.enum[0];
  if (ending) return samples[ending];
  switch (kind) {
    case "array": return depth > 3 ? [] : [example(doc, schema.items, brief, name, depth + 1)];
    case "object": return depth > 3 ? {} : Object.fromEntries(Object.entries(schema.properties ?? {})
      .filter(([k], at) => !brief || at < 3 || schema.required?.includes(k)).map(([k, s]) => [k, example(doc, s, brief, k, depth + 1)]));
    case "boolean": return false;
    case "integer": case "number": return schema.minimum ?? 1;
    case "string": return schema.format === "date-time" ? samples.created_at : "…";
  }
  return null;
}

// code is a text to copy.
function code(text) {
  const button = el("button", { type: "button", textContent: "Copy" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch { // no clipboard without HTTPS: it is one key then
      getSelection().selectAllChildren(button.nextSibling);
      button.textContent = "Press Ctrl+C";
    }
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  return el("div", { className: "code" }, button, el("pre", { tabIndex: 0, textContent: text }));
}

const json = (value) => JSON.stringify(value, null, 2);
const quoted = (text) => "'" + text.replaceAll("'", `'\\''`) + "'";
const key = `-H "Authorization: APIKey $KINORA_API_KEY"`;

// curl is the command for an operation.
function curl(doc, path, method, op) {
  const lines = [method === "get" ? "curl" : `curl -X ${method.toUpperCase()}`];
  lines[0] += " " + location.origin + path.replace(/\{\w+\}/g, (p) => (p === "{address}" ? "1_on2c4XSEKz8xf8HZ" : "1"));
  if (op.security?.length !== 0) lines.push(key);
  const body = op.requestBody?.content["application/json"]?.schema;
  if (body) lines.push(`-H "Content-Type: application/json"`, "-d " + quoted(json(example(doc, body, true))));
  else if (op.requestBody) lines.push("--data-binary @file");
  return lines.join(" \\\n  ");
}

function operation(doc, path, method, op, shared) {
  const inside = el("div");
  if (op.description) inside.append(el("p", { textContent: op.description }));
  inside.append(el("h3", { textContent: "Request" }), code(curl(doc, path, method, op)));
  const parameters = [...(shared ?? []), ...(op.parameters ?? [])];
  if (parameters.length) {
    inside.append(el("h3", { textContent: "Parameters" }), el("dl", {}, ...parameters.flatMap((p) => row(p.name, p.schema, p.description))));
  }
  if (op.requestBody) inside.append(el("h3", { textContent: "Body" }), el("p", {}, ...content(op.requestBody.content)));
  const usual = Object.entries(op.responses).filter(([, r]) => r.$ref);
  const own = Object.entries(op.responses).filter(([, r]) => !r.$ref);
  inside.append(el("h3", { textContent: "Answers" }), el("dl", {}, ...own.flatMap(([status, r]) =>
    [el("dt", {}, el("code", { textContent: status })), el("dd", {}, r.description + ". ", ...content(r.content))])));
  const done = own.find(([status, r]) => status < 300 && r.content?.["application/json"]);
  if (done) inside.append(code(json(example(doc, done[1].content["application/json"].schema))));
  if (usual.length) {
    inside.append(el("p", {}, "Errors: ", ...usual.flatMap(([status, r], i) => [i ? ", " : "", el("a", { href: "#" + link(r), textContent: status })]), "."));
  }
  const details = el("details", { id: op.operationId },
    el("summary", {}, el("b", { textContent: method.toUpperCase() }), el("code", { textContent: path }), el("span", { textContent: op.summary })), inside);
  details.dataset.text = [method, path, op.summary, op.description, op.operationId].join(" ").toLowerCase();
  return details;
}

// beginning says what every call needs.
function beginning(doc) {
  const { key: byKey, login } = doc.components.securitySchemes;
  return [
    el("p", {}, "The API is at ", el("code", { textContent: location.origin }), ". Every call names who makes it, in the header ", el("code", { textContent: byKey.name }), ":"),
    el("dl", {},
      el("dt", {}, el("code", { textContent: "APIKey 1$…" })), el("dd", { textContent: "an API key, from the page “API keys” of the console or “kinora token create”" }),
      el("dt", {}, el("code", { textContent: "Bearer …" })), el("dd", { textContent: login.description })),
    code(`export KINORA_API_KEY='1$…'   # in single quotes, because of the $\ncurl ${location.origin}/streaming/videos \\\n  ${key}`),
  ];
}

// errors lists the answers that many operations share, once.
const errors = (doc) => [
  el("dl", {}, ...Object.entries(doc.components.responses).flatMap(([name, r]) => {
    const statuses = new Set(Object.values(doc.paths).flatMap((item) => Object.values(item)).flatMap((op) => Object.entries(op.responses ?? {})).filter(([, a]) => a.$ref && link(a) === name).map(([status]) => status));
    return [el("dt", { id: name }, el("code", { textContent: [...statuses].join(", ") })), el("dd", {}, r.description + ". ", ...content(r.content))];
  })),
];

// searching shows the operations that hold all of the words that are typed.
function searching() {
  const field = document.getElementById("search");
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const d of document.querySelectorAll("details[data-text]")) d.hidden = !words.every((w) => d.dataset.text.includes(w));
    for (const s of document.querySelectorAll("main section")) s.hidden = words.length > 0 && !s.querySelector("details[data-text]:not([hidden])");
  });
}

function show(doc) {
  const main = document.getElementById("main"), nav = document.getElementById("nav");
  document.getElementById("about").textContent = doc.info.description;
  const section = (name, children) => {
    const id = "section-" + name.replaceAll(" ", "-");
    nav.append(el("a", { href: "#" + id, textContent: name }));
    main.append(el("section", { id }, el("h2", { textContent: name }), ...children));
  };
  section("Beginning", beginning(doc));
  for (const { name } of doc.tags) {
    section(name, Object.entries(doc.paths).flatMap(([path, item]) =>
      Object.entries(item).filter(([, op]) => op.tags?.includes(name)).map(([method, op]) => operation(doc, path, method, op, item.parameters))));
  }
  section("Errors", errors(doc));
  section("Shapes", Object.entries(doc.components.schemas).map(([name, s]) =>
    el("details", { id: name }, el("summary", {}, el("code", { textContent: name }), el("span", { textContent: s.description ?? "" })), el("div", {}, members(s)))));
  searching();
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.tagName === "DETAILS") target.open = true;
    target?.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
}

fetch("/openapi.json").then((r) => r.json()).then(show, (err) => {
  document.getElementById("main").textContent = "The description could not be read: " + err.message;
});
