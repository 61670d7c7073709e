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

function operation(doc, path, method, op, shared) {
  const inside = el("div");
  if (op.description) inside.append(el("p", { textContent: op.description }));
  const parameters = [...(shared ?? []), ...(op.parameters ?? [])];
  if (parameters.length) {
    inside.append(el("h3", { textContent: "Parameters" }), el("dl", {}, ...parameters.flatMap((p) => row(p.name, p.schema, p.description))));
  }
  if (op.requestBody) inside.append(el("h3", { textContent: "Body" }), el("p", {}, ...content(op.requestBody.content)));
  const answers = Object.entries(op.responses).flatMap(([status, r]) => {
    const found = r.$ref ? doc.components.responses[link(r)] : r;
    return [el("dt", {}, el("code", { textContent: status })), el("dd", {}, found.description + ". ", ...content(found.content))];
  });
  inside.append(el("h3", { textContent: "Answers" }), el("dl", {}, ...answers));
  return el("details", { id: op.operationId },
    el("summary", {}, el("b", { textContent: method.toUpperCase() }), el("code", { textContent: path }), el("span", { textContent: op.summary })), inside);
}

function show(doc) {
  const main = document.getElementById("main"), nav = document.getElementById("nav");
  document.getElementById("about").textContent = doc.info.description;
  const section = (name, children) => {
    const id = "section-" + name.replaceAll(" ", "-");
    nav.append(el("a", { href: "#" + id, textContent: name }));
    main.append(el("section", { id }, el("h2", { textContent: name }), ...children));
  };
  for (const { name } of doc.tags) {
    section(name, Object.entries(doc.paths).flatMap(([path, item]) =>
      Object.entries(item).filter(([, op]) => op.tags?.includes(name)).map(([method, op]) => operation(doc, path, method, op, item.parameters))));
  }
  section("Shapes", Object.entries(doc.components.schemas).map(([name, s]) =>
    el("details", { id: name }, el("summary", {}, el("code", { textContent: name }), el("span", { textContent: s.description ?? "" })), el("div", {}, members(s)))));
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
