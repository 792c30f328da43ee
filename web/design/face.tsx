import { type CSSProperties, type ReactNode, useState } from "react";
import styles from "#web/design/face.module.css";
import { hueOf, initialsOf } from "#web/design/initials.ts";

interface FaceProps {
  readonly name: string;
  /** The address of the picture; initials stand in while there is none or it cannot be loaded. */
  readonly picture?: string | null | undefined;
  /** In pixels: 20 in rows, 32 in lists, 40 in headers, 64 in profiles. */
  readonly size?: number | undefined;
  /** A small glyph in the corner, such as that of a channel. */
  readonly corner?: ReactNode;
  /** Set when the name does not stand beside the face, so that it is read aloud. */
  readonly named?: boolean | undefined;
}

/** The face of a person: a picture, or initials on a colour that is always the same for the same name. */
export function Face({ name, picture, size = 32, corner, named }: FaceProps) {
  // Who was removed keeps their initials and colour.
  const person = name.replace(/ \(removed\)$/u, "");
  const [broken, setBroken] = useState<string | null>(null);
  const style: CSSProperties & Record<`--${string}`, string> = {
    "--face-size": `${size}px`,
    "--face-hue": String(hueOf(person)),
  };
  const shown = picture && picture !== broken ? picture : null;
  return (
    <span className={styles.face} style={style} title={named ? name : undefined}>
      <span className={styles.disc} aria-hidden>
        {shown ? (
          <img className={styles.picture} src={shown} alt="" loading="lazy" onError={() => setBroken(shown)} />
        ) : (
          initialsOf(person)
        )}
      </span>
      {named ? <span className="wk-hidden">{name}</span> : null}
      {corner ? <span className={styles.corner}>{corner}</span> : null}
    </span>
  );
}
