import { imageTag } from "../../../../policies/docker/image-tag";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { image, remoteImage } from "../../../support/policy-resources";

testPolicy(imageTag, {
  passes: {
    "a version": { resources: remoteImage("debian:trixie-slim") },
    "a digest": { resources: remoteImage(`debian@${image}`) },
    "a version behind a registry with a port": { resources: remoteImage("registry:5000/team/shop:1.2") },
  },
  refuses: {
    latest: {
      resources: remoteImage("redis:latest"),
      message:
        "Image base is whatever was published last: got redis:latest, allowed is a tag that is a version, or a digest; write the version into images/versions.json, or the digest behind the reference.",
    },
    "no tag": {
      resources: remoteImage("redis"),
      message:
        "Image base is whatever was published last: got redis, allowed is a tag that is a version, or a digest; write the version into images/versions.json, or the digest behind the reference.",
    },
    "a port that looks like a tag": {
      resources: remoteImage("registry:5000/team/shop"),
      message:
        "Image base is whatever was published last: got registry:5000/team/shop, allowed is a tag that is a version, or a digest; write the version into images/versions.json, or the digest behind the reference.",
    },
  },
  leavesOut: {
    "a tag that is a hash of what is not built yet": { resources: remoteImage(unknown), unknown: "name" },
  },
});
