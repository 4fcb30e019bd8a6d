import { contextHash } from "../../build-context";

/**
 * @param folder with the Dockerfile
 * @param base id of the image that it begins with
 * @returns what an engine calls the image that was built of a folder: the same for the same content
 */
export function imageReference(name: string, folder: string, args: Record<string, string>, base: string): string {
  return `ballast/${name}:${contextHash(folder, args, base)}`;
}
