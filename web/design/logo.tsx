/** The sign of Wokfow: a line that goes back and forth, as a conversation does. */
export function Logo({ size = 32 }: { size?: number | undefined }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" role="img" aria-label="Wokfow">
      <rect width="32" height="32" rx="8" fill="#127a76" />
      <path
        d="M7 10.5l4.2 11L16 12l4.8 9.5L25 10.5"
        fill="none"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
