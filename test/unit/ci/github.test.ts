import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { comment, issue, pullRequestOf, type Repository } from "../../../ops/ci/github";

/** A server in place of GitHub's API, with its paths, pages and fields. Does not prove that GitHub accepts the token. */
interface Post {
  id: number;
  number: number;
  title?: string;
  body: string;
  state?: string;
  user: { login: string };
  pull_request?: object;
}
let posts: Post[];
let calls: string[];
let server: Server;
let repository: Repository;
const bot = { login: "github-actions[bot]" };
const post = (id: number, body: string, more: Partial<Post> = {}): Post => ({ id, number: id, body, user: bot, ...more });

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += String(chunk)));
    request.on("end", () => {
      const url = new URL(request.url ?? "", "http://x");
      calls.push(`${request.method} ${url.pathname}`);
      const page = Number(url.searchParams.get("page") ?? 1);
      const send = (body: unknown, status = 200) => response.writeHead(status).end(JSON.stringify(body));
      if (request.headers.authorization !== "Bearer secret") return send({ message: "Bad credentials" }, 401);
      if (url.pathname.endsWith("/pulls")) {
        return send(url.searchParams.get("head") === "someone:fix" ? [{ number: 7, head: { sha: "abc" } }] : []);
      }
      if (request.method === "GET") return send(posts.slice((page - 1) * 100, page * 100));
      const given = JSON.parse(text) as Partial<Post>;
      const id = Number(url.pathname.split("/").at(-1));
      const known = posts.find((one) => one.id === id);
      if (request.method === "PATCH" && known) Object.assign(known, given);
      else posts.push(post(1000 + posts.length, given.body ?? "", given));
      return send({});
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  repository = { api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, name: "team/stack", token: "secret" };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  posts = [];
  calls = [];
});

const body = (text: string) => `<!-- ballast: preview -->\n\n${text}`;

test("one comment: the first is written, every later one updates it", async () => {
  await comment(repository, 7, body("one"));
  await comment(repository, 7, body("two"));
  expect(posts.map((one) => one.body)).toEqual([body("two")]);
  expect(calls.filter((call) => !call.startsWith("GET"))).toEqual([
    "POST /repos/team/stack/issues/7/comments",
    "PATCH /repos/team/stack/issues/comments/1000",
  ]);
});

test("it is found behind a hundred others, and nobody else's is touched", async () => {
  posts = Array.from({ length: 120 }, (_, index) => post(index + 1, "talk", { user: { login: "someone" } }));
  posts[3] = post(4, body("I am the bot, honestly"), { user: { login: "someone" } });
  posts.push(post(500, body("old")));
  await comment(repository, 7, body("new"));
  expect(posts.find(({ id }) => id === 500)?.body).toBe(body("new"));
  expect(posts[3].body).toBe(body("I am the bot, honestly"));
  expect(posts).toHaveLength(121);
});

test("the pull request of a fork is found by its branch and commit; one that has moved on is none", async () => {
  expect(await pullRequestOf(repository, { owner: "someone", branch: "fix", sha: "abc" })).toBe(7);
  expect(await pullRequestOf(repository, { owner: "someone", branch: "fix", sha: "older" })).toBeUndefined();
  expect(await pullRequestOf(repository, { owner: "someone", branch: "gone", sha: "abc" })).toBeUndefined();
});

test("one issue: opened, updated, closed; a pull request with the same first line is none", async () => {
  posts = [post(1, body("a pull request"), { pull_request: {} })];
  await issue(repository, "Drift", body("all is well"), true);
  expect(posts).toHaveLength(1);
  await issue(repository, "Drift", body("one"), false);
  await issue(repository, "Drift", body("two"), false);
  expect(posts.slice(1)).toMatchObject([{ title: "Drift", body: body("two") }]);
  await issue(repository, "Drift", body("all is well"), true);
  expect(posts.slice(1)).toMatchObject([{ state: "closed" }]);
});

test("a refusal is told with GitHub's words, and without the token", async () => {
  const refused = comment({ ...repository, token: "wrong-token" }, 7, body("x"));
  await expect(refused).rejects.toThrow(/^GitHub: GET issues\/7\/comments\?.*: got 401 .*Bad credentials/);
  await expect(refused).rejects.not.toThrow(/wrong-token/);
});
