import { proto } from "baileys";
import { type KeyPair, newKeyPair, sign } from "./curve.ts";

const YEAR = 365 * 86_400;

/**
 * The chain with which the server proves its static key: the root signs an intermediate, the intermediate signs the leaf.
 * Clients compare `issuerSerial` of the intermediate with 0, and read a field that is left out as another value.
 */
export function certificateChain(root: KeyPair, serverKey: Uint8Array, now: Date): Uint8Array {
  const intermediate = newKeyPair();
  return proto.CertChain.encode({
    intermediate: certificate(root, { serial: 1, issuerSerial: 0, key: intermediate.publicKey }, now),
    leaf: certificate(intermediate, { serial: 2, issuerSerial: 1, key: serverKey }, now),
  }).finish();
}

function certificate(issuer: KeyPair, details: proto.CertChain.NoiseCertificate.IDetails, now: Date) {
  const seconds = Math.floor(now.getTime() / 1000);
  const bytes = proto.CertChain.NoiseCertificate.Details.encode({
    ...details,
    notBefore: seconds - YEAR,
    notAfter: seconds + YEAR,
  }).finish();
  return { details: bytes, signature: sign(issuer, bytes) };
}
