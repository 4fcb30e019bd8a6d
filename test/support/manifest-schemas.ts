import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  "x-kubernetes-group-version-kind"?: { group: string; version: string; kind: string }[];
  [key: string]: unknown;
}

interface OpenApi {
  definitions: Record<string, Schema>;
}

/** Where kubeconform looks below a folder of `writeSchemas`. */
export const schemaPath = "{{.ResourceKind}}{{.KindSuffix}}.json";

/**
 * A JSON schema for each kind of Kubernetes' own API description, strict: a field that the API does not have is a mistake.
 * @param openApi path of `api/openapi-spec/swagger.json` of a version
 */
export function writeSchemas(openApi: string, folder: string): void {
  const { definitions } = JSON.parse(readFileSync(openApi, "utf8")) as OpenApi;
  mkdirSync(folder, { recursive: true });
  for (const [name, definition] of Object.entries(definitions)) {
    for (const { group, version, kind } of definition["x-kubernetes-group-version-kind"] ?? []) {
      const file = `${[kind, ...(group ? [group.split(".")[0]] : []), version].join("-")}.json`.toLowerCase();
      const reached = reachable(name, definitions);
      const schema = {
        $ref: `#/definitions/${name}`,
        definitions: Object.fromEntries([...reached].map((each) => [each, strict(definitions[each]!)])),
      };
      writeFileSync(join(folder, file), JSON.stringify(schema));
    }
  }
}

const refOf = (schema: Schema): string | undefined => schema.$ref?.replace("#/definitions/", "");

function reachable(name: string, definitions: Record<string, Schema>, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const visit = (schema: Schema): void => {
    const ref = refOf(schema);
    if (ref) reachable(ref, definitions, found);
    for (const child of children(schema)) visit(child);
  };
  visit(definitions[name]!);
  return found;
}

function children({ properties = {}, items, additionalProperties }: Schema): Schema[] {
  return [
    ...Object.values(properties),
    ...(items ? [items] : []),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
  ];
}

/** JSON schema knows neither of the two formats that are a number as well as text. */
function strict(schema: Schema): Schema {
  if (schema.$ref) return { $ref: schema.$ref };
  if (schema.format === "int-or-string") return { oneOf: [{ type: "string" }, { type: "integer" }] };
  const { properties, items, additionalProperties, type, enum: allowed } = schema;
  return {
    ...(type && { type }),
    ...(allowed !== undefined && { enum: allowed }),
    ...(schema["required"] !== undefined && { required: schema["required"] }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, strict(value)])),
      additionalProperties: false,
    }),
    ...(items && { items: strict(items) }),
    ...(typeof additionalProperties === "object" && { additionalProperties: strict(additionalProperties) }),
  };
}
