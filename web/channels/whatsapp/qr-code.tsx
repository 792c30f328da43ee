import { QRCodeSVG } from "qrcode.react";
import { useLayoutEffect, useRef, useState } from "react";
import styles from "#web/channels/whatsapp/whatsapp.module.css";

// No smaller than this, so that a phone reads it from an arm's length.
const leastPixels = 264;
// The light frame that the standard asks for, in modules.
const quietZone = 4;

/**
 * A QR code, dark on light in both themes, each of its modules the same whole number of pixels. Another text may have another number of
 * modules, so it is another code: give it the text as its key.
 */
export default function QrCode({ text }: { text: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [pixels, setPixels] = useState(leastPixels);
  useLayoutEffect(() => {
    const modules = box.current?.querySelector("svg")?.viewBox.baseVal.width ?? 0;
    if (modules > 0) setPixels(Math.ceil(leastPixels / modules) * modules);
  }, []);
  return (
    <div ref={box} className={styles.code}>
      <QRCodeSVG
        value={text}
        size={pixels}
        level="L"
        marginSize={quietZone}
        bgColor="#ffffff"
        fgColor="#000000"
        title="The code to scan"
      />
    </div>
  );
}
