/** The mark: a light over a line of nodes. Decorative; the name stands beside it. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--fl-accent)" />
      <path d="M12 4.5v4M6.6 6.6l2.5 2.9M17.4 6.6l-2.5 2.9" stroke="#fff" strokeOpacity="0.65" strokeWidth="1.6" strokeLinecap="round" />
      <circle cx="12" cy="13" r="2.75" fill="#fff" />
      <path d="M5 19h14" stroke="#fff" strokeWidth="1.75" strokeLinecap="round" />
    </svg>
  );
}
