import { describe, expect, it } from "vitest";
import { downloadFile } from "#contract/files.ts";
import { listMembers } from "#contract/members.ts";
import { addressOf } from "#web/shell/api.ts";
import { Problem } from "#web/shell/problem.ts";

describe("addressOf", () => {
  it("fills in the parameters so that no value can change the path", () => {
    expect(addressOf(downloadFile, { params: { fileId: "../members?x=1" } })).toBe(
      "/api/v1/files/..%2Fmembers%3Fx%3D1",
    );
  });

  it("leaves out what is not given and repeats what is a list", () => {
    const address = addressOf(listMembers, { query: { limit: 5, cursor: undefined, role: ["owner", "user"] } });
    expect(address).toBe("/api/v1/members?limit=5&role=owner&role=user");
  });
});

describe("Problem", () => {
  const document = { type: "about:blank" as const, status: 400, code: "invalid", title: "This name is taken" };

  it("speaks in sentences: what happened, then what to do", () => {
    expect(new Problem({ ...document, detail: "Choose another." }).message).toBe("This name is taken. Choose another.");
  });

  it("gives each faulty field its own sentence", () => {
    const problem = new Problem({ ...document, fields: [{ path: "email", message: "Enter an e-mail address." }] });
    expect(problem.fields).toEqual({ email: "Enter an e-mail address." });
  });
});
