/** A field of the contract as its JSON schema declares it. */
export interface Field {
  /** As in `services.<name>.units`; `<name>` stands for a name that the stack chooses, `[]` for each of a list. */
  path: string;
  /** In the words of docs/outputs.md. */
  type: string;
  meaning: string;
}

export interface JsonSchema {
  type?: string;
  description?: string;
  const?: string | number;
  enum?: string[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  /** Of our own: encrypted in the state. */
  secret?: boolean;
}

/** @returns every field, those inside after the one they are in */
export function fieldsOf(schema: JsonSchema, path = "", optional = false): Field[] {
  const own = { path, type: typeOf(schema) + (optional ? ", optional" : ""), meaning: schema.description ?? "" };
  return [...(path === "" ? [] : [own]), ...inside(schema, path === "" ? "" : `${path}.`)];
}

function inside({ properties, required = [], additionalProperties: named, items }: JsonSchema, prefix: string): Field[] {
  if (items?.properties) return inside(items, `${prefix.slice(0, -1)}[].`);
  if (properties) return Object.entries(properties).flatMap(([name, child]) => fieldsOf(child, prefix + name, !required.includes(name)));
  return typeof named === "object" && named.properties ? inside(named, `${prefix}<name>.`) : [];
}

const words: Record<string, string> = { string: "text", integer: "whole number", boolean: "true or false" };

function typeOf({ type = "", const: only, enum: values, items, additionalProperties: named, secret }: JsonSchema): string {
  if (only !== undefined) return `\`${only}\``;
  if (values) return values.map((value) => `\`${value}\``).join(" or ");
  if (items) return `list of ${typeOf(items)}`;
  if (typeof named === "object") return `name → ${typeOf(named)}${secret ? ", secret" : ""}`;
  return words[type] ?? type;
}

/** @returns one line for each field of `before` that whoever reads it finds no more in `after`, or finds changed */
export function breaks(before: JsonSchema, after: JsonSchema): string[] {
  const types = new Map(fieldsOf(after).map(({ path, type }) => [path, type]));
  return fieldsOf(before).flatMap(({ path, type }) => {
    const now = types.get(path);
    if (now === undefined) return [`${path}: is gone`];
    return now === type ? [] : [`${path}: was ${type}, is ${now}`];
  });
}
