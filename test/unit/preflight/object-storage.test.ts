/**
 * BR9: what is made of a bucket's answers, and what is said of it.
 * Does NOT prove: that S3 answers like this; test/docker/object-store.test.ts asks a real server.
 */
import { analyse } from "../../../components/preflight/analyse";
import type { BucketFacts, OutsideBucket } from "../../../components/preflight/bucket";
import { bucketFacts } from "../../../components/preflight/collect/bucket/collect";
import type { Answered, Asked } from "../../../components/preflight/collect/bucket/s3";
import { untilLate } from "../../../components/preflight/collect/known";
import { cluster } from "./cluster";
import { bucketCases } from "./bucket-cases";
import { machine } from "./machine";

const keyless: OutsideBucket = {
  endpoint: "s3.example.com",
  port: 443,
  bucket: "shop-backups",
  region: "eu-central-1",
  uriStyle: "host",
  folder: "ballast-prod",
  keyId: "AKIA1",
};
const bucket: OutsideBucket = { ...keyless, secretKey: "Hush1" };
const name = "shop-backups at s3.example.com:443";
const error = (status: number, code: string): Partial<Answered> => ({ status, body: `<Error><Code>${code}</Code></Error>` });

/** A bucket that works, but for these answers: method, and query where there is one. */
function store(answers: Record<string, Partial<Answered>> = {}) {
  const objects = new Map<string, string>();
  const asked: string[] = [];
  const ask = ({ method, key = "", query, body }: Asked): Promise<Answered> => {
    const what = query === undefined ? method : `${method} ${query.split("&")[0]}`;
    asked.push(what);
    if (method === "PUT") objects.set(key, body as string);
    const held = method === "GET" && query === undefined ? (objects.get(key) ?? "") : "";
    return Promise.resolve({ status: method === "DELETE" ? 204 : 200, date: Date.now(), body: held, ...answers[what] });
  };
  return { asked, ask };
}

const see = (answers?: Record<string, Partial<Answered>>) => bucketFacts(bucket, store(answers).ask, untilLate(1000));
const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

describe("seen", () => {
  test("one that works, without versions: an object is written, read back and deleted", async () => {
    const { asked, ask } = store();
    expect(await bucketFacts(bucket, ask, untilLate(1000))).toEqual({
      ...{ name, state: "answers", skew: 0, versioned: false, locked: false, forbidden: [] },
    });
    expect(asked).toEqual(["GET list-type=2", "GET versioning", "GET object-lock", "PUT", "GET", "DELETE"]);
  });

  test("versioning and object lock", async () => {
    const answers = {
      "GET versioning": { body: "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>" },
      "GET object-lock": { body: "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>" },
    };
    expect(await see(answers)).toMatchObject({ versioned: true, locked: true });
    expect(await see({ "GET versioning": { body: "<Status>Suspended</Status>" } })).toMatchObject({ versioned: false });
  });

  test.each([
    [{ "GET list-type=2": error(403, "InvalidAccessKeyId") }, { state: "refused", reason: "403 InvalidAccessKeyId" }],
    [{ "GET list-type=2": error(400, "AuthorizationHeaderMalformed") }, { state: "refused", reason: "400 AuthorizationHeaderMalformed" }],
    [{ "GET list-type=2": error(404, "NoSuchBucket") }, { state: "missing", reason: "404 NoSuchBucket" }],
    [{ "GET list-type=2": { status: 502, body: "<html>" } }, { state: "refused", reason: "502" }],
    [{ PUT: error(403, "AccessDenied") }, { state: "answers", forbidden: [{ action: "write", reason: "403 AccessDenied" }] }],
    [{ GET: error(403, "AccessDenied") }, { state: "answers", forbidden: [{ action: "read", reason: "403 AccessDenied" }] }],
    [{ GET: { body: "else" } }, { state: "answers", forbidden: [{ action: "read", reason: "it gives back something else" }] }],
    [{ "GET list-type=2": { date: Date.now() + 3_600_000 } }, { state: "answers", skew: 3600 }],
  ])("%j", async (answers, facts) => {
    expect(await see(answers)).toMatchObject(facts);
  });

  test("an object that cannot be deleted is named", async () => {
    const { forbidden } = (await see({ DELETE: error(403, "AccessDenied") })) as Extract<BucketFacts, { state: "answers" }>;
    expect(forbidden).toEqual([
      {
        action: "delete",
        reason: expect.stringMatching(/^403 AccessDenied; ballast-prod\/preflight-[0-9a-f-]{36} is left behind$/) as string,
      },
    ]);
  });

  test.each([
    ["ENOTFOUND", "unreachable"],
    ["ECONNREFUSED", "unreachable"],
    ["ETIMEDOUT", "unreachable"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "untrusted"],
    ["CERT_HAS_EXPIRED", "untrusted"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "untrusted"],
    ["HPE_INVALID_CONSTANT", "unknown"],
  ])("%s is %s", async (code, state) => {
    expect(await bucketFacts(bucket, failing(code), untilLate(1000))).toEqual({ name, state, reason: code });
  });

  test("one that is late is unknown; without its key nobody is asked", async () => {
    const never = () => new Promise<never>(() => undefined);
    expect(await bucketFacts(bucket, never, untilLate(50))).toEqual({ name, state: "unknown", reason: "no answer within 0.05 s" });
    expect(await bucketFacts(keyless, failing("asked"), untilLate(50))).toEqual({ name, state: "keyless" });
  });

  test("no fact has the key's secret (SE1)", async () => {
    const seen = await Promise.all([
      see(),
      see({ PUT: error(403, "AccessDenied") }),
      bucketFacts(bucket, failing("ENOTFOUND"), untilLate(9)),
    ]);
    expect(JSON.stringify(seen)).not.toContain("Hush1");
  });
});

test.each(bucketCases)("said of %s, on either platform", (_name, bucket, expected) => {
  const change = { facts: { bucket } };
  for (const input of [machine(change), cluster(change)]) {
    const { findings } = analyse(input, "object-storage");
    const told = findings.filter(({ level }) => level !== "pass").map(({ level, id }) => `${level} ${id}`);
    expect([findings.length > 0, told]).toEqual([true, expected]);
  }
});

test("a stack without a bucket outside of it has nothing to be looked at", () => {
  const input = machine();
  delete input.facts.bucket;
  expect(analyse(input, "object-storage").findings).toMatchObject([{ level: "skip", id: "object-storage" }]);
});
