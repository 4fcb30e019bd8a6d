import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies";

new PolicyPack("ballast", { enforcementLevel: "mandatory", policies });
