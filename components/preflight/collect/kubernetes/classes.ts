import { itemsOf, type Ask, type Named } from "./ask";
import type { Class } from "./facts";

const isDefault = ({ metadata }: Named, key: string): boolean => metadata.annotations?.[key] === "true";

export async function storageClasses(ask: Ask): Promise<Class[]> {
  const found = await itemsOf<Named & { provisioner: string }>(ask, "/apis/storage.k8s.io/v1/storageclasses");
  return found.map((one) => ({
    name: one.metadata.name,
    default: isDefault(one, "storageclass.kubernetes.io/is-default-class"),
    provisioner: one.provisioner,
  }));
}

export async function ingressClasses(ask: Ask): Promise<Class[]> {
  const found = await itemsOf<Named & { spec?: { controller?: string } }>(ask, "/apis/networking.k8s.io/v1/ingressclasses");
  return found.map((one) => ({
    name: one.metadata.name,
    default: isDefault(one, "ingressclass.kubernetes.io/is-default-class"),
    provisioner: one.spec?.controller ?? "",
  }));
}
