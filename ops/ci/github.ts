import { z } from "zod";

/** Where a workflow runs, from the variables that GitHub sets, and the token that the step was given. */
export interface Repository {
  /** As in https://api.github.com */
  api: string;
  /** owner/name */
  name: string;
  token: string;
}

/** The commit a preview was made of; a fork's has another owner. */
export interface Head {
  owner: string;
  branch: string;
  sha: string;
}

/** Whose comments and issues may be updated: anybody can write the marker. */
const self = "github-actions[bot]";

const posts = z.array(
  z.object({
    id: z.number(),
    number: z.number().optional(),
    body: z.string().nullish(),
    user: z.object({ login: z.string() }).nullish(),
    /** Of an issue that is a pull request. */
    pull_request: z.unknown().optional(),
  }),
);
const pulls = z.array(z.object({ number: z.number(), head: z.object({ sha: z.string() }) }));

/** @returns undefined when the branch has moved on, or its pull request is closed: then nobody waits for the answer */
export async function pullRequestOf(repository: Repository, { owner, branch, sha }: Head): Promise<number | undefined> {
  const query = new URLSearchParams({ state: "open", head: `${owner}:${branch}` }).toString();
  return pulls.parse(await request(repository, "GET", `pulls?${query}`)).find(({ head }) => head.sha === sha)?.number;
}

/** One comment with this marker: the first time written, then updated. The marker is the body's first line. */
export async function comment(repository: Repository, pullRequest: number, body: string): Promise<void> {
  const path = `issues/${pullRequest}/comments`;
  const same = await ownPost(repository, `${path}?`, body);
  await (same ? request(repository, "PATCH", `issues/comments/${same.id}`, { body }) : request(repository, "POST", path, { body }));
}

/** One open issue with this marker; closed when all is well again. @param body its first line is the marker */
export async function issue(repository: Repository, title: string, body: string, well: boolean): Promise<void> {
  const same = await ownPost(repository, "issues?state=open&", body);
  if (same) await request(repository, "PATCH", `issues/${same.number}`, well ? { state: "closed" } : { title, body });
  else if (!well) await request(repository, "POST", "issues", { title, body });
}

async function ownPost(repository: Repository, path: string, body: string): Promise<z.infer<typeof posts>[number] | undefined> {
  for (let page = 1; ; page++) {
    const found = posts.parse(await request(repository, "GET", `${path}per_page=100&page=${page}`));
    const same = found.find((post) => post.user?.login === self && post.pull_request === undefined && startsAs(post.body, body));
    if (same || found.length < 100) return same;
  }
}

const startsAs = (body: string | null | undefined, other: string): boolean => body?.split("\n")[0]?.trim() === other.split("\n")[0];

/** @throws Error with GitHub's answer when it refuses */
async function request({ api, name, token }: Repository, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${api}/repos/${name}/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new Error(`GitHub: ${method} ${path}: got ${answer.status} ${await answer.text()}`);
  return answer.json();
}
