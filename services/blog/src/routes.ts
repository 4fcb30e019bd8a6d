import { randomUUID } from "node:crypto";
import { checkedUuid, HttpError, limitOf, textField, type Route } from "@ballast/http";
import type { Hot, Post, PostStore } from "./store";

export function postRoutes(store: PostStore, hot: Hot): Route[] {
  return [
    {
      method: "POST",
      path: "/posts",
      takesJson: true,
      async handle({ json }) {
        const post = await store.add({
          id: randomUUID(),
          author: checkedUuid("author", textField(json, "author", { max: 36 })),
          title: textField(json, "title", { max: 200 }),
          text: textField(json, "text", { max: 50_000 }),
        });
        return { status: 201, body: post, headers: { location: `/posts/${post.id}` } };
      },
    },
    {
      method: "GET",
      path: "/posts",
      async handle({ query }) {
        return { status: 200, body: { posts: await store.list(limitOf(query)) } };
      },
    },
    {
      method: "GET",
      path: "/posts/:id",
      async handle({ params: { id = "" } }) {
        const post = await read(checkedUuid("id", id).toLowerCase(), store, hot);
        return { status: 200, body: { ...post, views: (await hot.viewed(post.id)) ?? null } };
      },
    },
  ];
}

/** A view of a post that nobody wrote is not counted, and nothing about it is kept. */
async function read(id: string, store: PostStore, hot: Hot): Promise<Post> {
  const known = await hot.read(id);
  if (known) return known;
  const post = await store.find(id);
  if (!post) throw new HttpError(404, { what: "post", got: id });
  await hot.keep(post);
  return post;
}
