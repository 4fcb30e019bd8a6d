import { randomUUID } from "node:crypto";
import { checkedUuid, HttpError, limitOf, textField, type Route } from "@ballast/http";
import type { NoteStore } from "./store";

const maxCharacters = 10_000;

export function noteRoutes(store: NoteStore): Route[] {
  return [
    {
      method: "POST",
      path: "/notes",
      takesJson: true,
      async handle({ json }) {
        const note = await store.add(randomUUID(), textField(json, "text", { max: maxCharacters }));
        return { status: 201, body: note, headers: { location: `/notes/${note.id}` } };
      },
    },
    {
      method: "GET",
      path: "/notes",
      async handle({ query }) {
        return { status: 200, body: { notes: await store.list(limitOf(query)) } };
      },
    },
    {
      method: "GET",
      path: "/notes/:id",
      async handle({ params: { id = "" } }) {
        const note = await store.find(checkedUuid("id", id));
        if (!note) throw new HttpError(404, { what: "note", got: id });
        return { status: 200, body: note };
      },
    },
  ];
}
