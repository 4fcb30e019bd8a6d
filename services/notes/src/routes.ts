import { randomUUID } from "node:crypto";
import { HttpError, invalid, type Route } from "@ballast/http";
import type { NoteStore } from "./store";

const maxCharacters = 10_000;
const maxLimit = 100;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function noteRoutes(store: NoteStore): Route[] {
  return [
    {
      method: "POST",
      path: "/notes",
      takesJson: true,
      async handle({ json }) {
        const note = await store.add(randomUUID(), textOf(json));
        return { status: 201, body: note, headers: { location: `/notes/${note.id}` } };
      },
    },
    {
      method: "GET",
      path: "/notes",
      async handle({ query }) {
        return { status: 200, body: { notes: await store.list(limitOf(query.get("limit"))) } };
      },
    },
    {
      method: "GET",
      path: "/notes/:id",
      async handle({ params: { id = "" } }) {
        if (!uuid.test(id)) throw invalid("id", id, "a UUID");
        const note = await store.find(id);
        if (!note) throw new HttpError(404, { what: "note", got: id });
        return { status: 200, body: note };
      },
    },
  ];
}

function textOf(json: unknown): string {
  const text: unknown = typeof json === "object" && json !== null && "text" in json ? json.text : undefined;
  const allowed = `a string of 1 to ${maxCharacters} characters, without U+0000`;
  if (typeof text !== "string") throw invalid("text", text === undefined ? "nothing" : `a value of type ${typeof text}`, allowed);
  const characters = [...text].length;
  if (characters < 1 || characters > maxCharacters) throw invalid("text", `${characters} characters`, allowed);
  if (text.includes("\0")) throw invalid("text", "U+0000", allowed);
  return text;
}

function limitOf(text: string | null): number {
  if (text === null) return 50;
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > maxLimit) throw invalid("limit", text, `a whole number from 1 to ${maxLimit}`);
  return limit;
}
