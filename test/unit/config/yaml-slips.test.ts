/**
 * Slips that a person makes in the YAML itself, as the parser of the schema meets them.
 * Does NOT prove: what Pulumi refuses before it runs the program, such as a key that is there twice; test/engine/mistakes.test.ts does.
 */
import { mistakes } from "./refused";
import { stackConfig } from "./yaml";

test.each<[what: string, yaml: string, messages: string[]]>([
  [
    "an application that is indented too little",
    `
  ballast:applications:
  shop:
    build: services/notes`,
    [
      "ballast:applications: got null, allowed is an object; give it a value, or remove the key",
      "ballast:shop: there is no such key; remove it or correct its name",
    ],
  ],
  [
    "settings that are indented like their application",
    `
  ballast:applications:
    shop:
    build: services/notes`,
    [
      "ballast:applications.shop: got null, allowed is an object; give it a value, or remove the key",
      'ballast:applications.build: got "services/notes", allowed is an object',
    ],
  ],
  [
    "applications as a list",
    `
  ballast:applications:
    - shop: { build: services/notes }`,
    ["ballast:applications: got a list, allowed is an object"],
  ],
  [
    "an object as a list of one",
    `
  ballast:gateway:
    - port: 9000`,
    ["ballast:gateway: got a list, allowed is an object"],
  ],
  [
    "a need without brackets",
    `
  ballast:applications:
    shop: { image: shop, needs: postgres }`,
    ['ballast:applications.shop.needs: got "postgres", allowed is a list; put it in square brackets'],
  ],
  [
    "two needs without brackets",
    `
  ballast:applications:
    shop:
      image: shop
      needs: postgres, redis`,
    ['ballast:applications.shop.needs: got "postgres, redis", allowed is a list; put it in square brackets'],
  ],
  [
    "needs as an object",
    `
  ballast:applications:
    shop: { image: shop, needs: { postgres: true } }`,
    ["ballast:applications.shop.needs: got an object, allowed is a list"],
  ],
  [
    "quoted numbers and answers",
    `
  ballast:protectData: "false"
  ballast:applications:
    shop: { image: shop, replicas: "2", port: '3000' }`,
    [
      'ballast:protectData: got "false", allowed is true or false; write it without quotes',
      'ballast:applications.shop.port: got "3000", allowed is a whole number; write it without quotes',
      'ballast:applications.shop.replicas: got "2", allowed is a whole number; write it without quotes',
    ],
  ],
  [
    "a number and an answer where text belongs",
    `
  ballast:applications:
    shop:
      image: shop
      env: { SIZE: 10, DEBUG: true, EMPTY: }`,
    [
      "ballast:applications.shop.env.SIZE: got 10, allowed is text; put it in quotes",
      "ballast:applications.shop.env.DEBUG: got true, allowed is text; put it in quotes",
      "ballast:applications.shop.env.EMPTY: got null, allowed is text; give it a value, or remove the key",
    ],
  ],
  [
    "a key without the space after its colon",
    `
  ballast:applications:
    shop:
      build:services/notes`,
    ['ballast:applications.shop: got "build:services/notes", allowed is an object'],
  ],
  [
    "a value that was forgotten",
    `
  ballast:applications:
    shop:
      build: services/notes
      health:`,
    ["ballast:applications.shop.health: got null, allowed is text; give it a value, or remove the key"],
  ],
  [
    "a namespace on an inner key",
    `
  ballast:gateway:
    ballast:port: 9000`,
    ["ballast:gateway.ballast:port: there is no such key; remove it or correct its name"],
  ],
  [
    "dots instead of indentation",
    `
  ballast:postgres.storage: 20Gi`,
    ["ballast:postgres.storage: there is no such key; remove it or correct its name"],
  ],
  [
    "keys with hyphens",
    `
  ballast:postgres: { max-connections: 50 }
  ballast:protect-data: false`,
    [
      "ballast:postgres.max-connections: there is no such key; correct its name to maxConnections, or remove it",
      "ballast:protect-data: there is no such key; correct its name to protectData, or remove it",
    ],
  ],
  [
    "a range instead of a number, and a number with a separator",
    `
  ballast:applications:
    shop: { image: shop, replicas: 1-3 }
  ballast:postgres: { maxConnections: 1_00x }`,
    [
      'ballast:postgres.maxConnections: got "1_00x", allowed is a whole number',
      'ballast:applications.shop.replicas: got "1-3", allowed is a whole number',
    ],
  ],
])("fails for %s", (_what, yaml, messages) => {
  expect(mistakes(stackConfig(`config:${yaml}`))).toEqual(messages);
});
