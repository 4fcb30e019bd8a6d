/** A configuration key as config.ts declares it. */
export interface Key {
  /** As in `postgres.storage`; `<name>` stands for a name that the user chooses. */
  key: string;
  /** Undefined where there is none. */
  default: unknown;
}

interface JsonSchema {
  type?: string;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

/** @returns every key that config.ts knows, read out of the schema itself: a key that is added there turns up here. */
export async function schemaKeys(): Promise<Key[]> {
  const zod = jest.requireActual<typeof import("zod")>("zod");
  const made: import("zod").ZodObject[] = [];
  const strictObject: typeof zod.z.strictObject = (...args) => {
    const object = zod.z.strictObject(...args);
    made.push(object);
    return object;
  };
  jest.doMock("zod", () => ({ ...zod, z: { ...zod.z, strictObject } }));
  await jest.isolateModulesAsync(async () => {
    await import("../../../config");
  });
  jest.dontMock("zod");
  const root = made.find(({ shape }) => "applications" in shape);
  if (!root) throw new Error("config.ts: got no strictObject with applications in it; this test has to learn how the schema is made now");
  return keys(zod.z.toJSONSchema(root, { io: "input", unrepresentable: "any", reused: "inline" }) as JsonSchema, "", undefined);
}

function keys(schema: JsonSchema, path: string, given: unknown): Key[] {
  const value = given ?? schema.default;
  const children = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(({ properties }) => Object.entries(properties ?? {}));
  const named = schema.additionalProperties;
  if (children.length > 0) {
    const found = children.flatMap(([name, child]) =>
      keys(child, path ? `${path}.${name}` : name, (value as Record<string, unknown> | undefined)?.[name]),
    );
    return found.filter(({ key }, index) => found.findIndex((other) => other.key === key) === index);
  }
  if (typeof named === "object" && named.properties) return [{ key: path, default: value }, ...keys(named, `${path}.<name>`, undefined)];
  return [{ key: path, default: value }];
}
