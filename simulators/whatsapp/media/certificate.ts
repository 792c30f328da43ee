import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** DER tags: X.690, section 8; the shape of a certificate: RFC 5280, section 4.1. */
const TAG = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
};
const OID = {
  ecdsaWithSha256: "2a8648ce3d040302",
  commonName: "550403",
  subjectAlternativeName: "551d11",
};
const YEAR = 365 * 86_400_000;

/**
 * A certificate for 127.0.0.1 and localhost, signed by itself, with its key; both as PEM. Made at each start, since clients
 * upload over TLS only and `node:crypto` reads certificates but makes none.
 */
export function selfSignedCertificate(now: Date): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const body = certificateBody(publicKey, now);
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const encoded = sequence(body, algorithm, bits(sign("sha256", body, privateKey)));
  const lines = encoded.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
  };
}

function certificateBody(publicKey: KeyObject, now: Date): Buffer {
  const name = sequence(der(TAG.set, sequence(oid(OID.commonName), der(TAG.utf8, Buffer.from("WhatsApp simulator")))));
  const validity = sequence(utcTime(now.getTime() - YEAR), utcTime(now.getTime() + YEAR));
  const serial = randomBytes(8);
  serial[0] = 1;
  return sequence(
    der(0xa0, der(TAG.integer, Buffer.from([2]))),
    der(TAG.integer, serial),
    sequence(oid(OID.ecdsaWithSha256)),
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(alternativeNames())),
  );
}

/** Address names carry the tag 7, host names the tag 2. */
function alternativeNames(): Buffer {
  const names = sequence(der(0x87, Buffer.from([127, 0, 0, 1])), der(0x82, Buffer.from("localhost")));
  return sequence(oid(OID.subjectAlternativeName), der(TAG.octets, names));
}

function sequence(...parts: Buffer[]): Buffer {
  return der(TAG.sequence, Buffer.concat(parts));
}

function oid(hex: string): Buffer {
  return der(TAG.oid, Buffer.from(hex, "hex"));
}

function bits(bytes: Buffer): Buffer {
  return der(TAG.bits, Buffer.concat([Buffer.from([0]), bytes]));
}

function utcTime(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\D/g, "");
  return der(TAG.utcTime, Buffer.from(`${digits.slice(2, 14)}Z`));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
