/** A site on the ground and a cloud, joined. */
export function Logo() {
  return (
    <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M11 13a5 5 0 0 1 .6-9.9 6.5 6.5 0 0 1 12.2 1.7A4.2 4.2 0 0 1 23.5 13Z"
        fill="#7df3e1"
      />
      <path
        d="M16 13v7"
        stroke="#7df3e1"
        strokeWidth="2"
        strokeDasharray="2 2"
      />
      <rect x="7" y="20" width="18" height="4" rx="1" fill="#fff" />
      <rect x="7" y="26" width="18" height="4" rx="1" fill="#fff" />
      <circle cx="10.5" cy="22" r="1" fill="#121212" />
      <circle cx="10.5" cy="28" r="1" fill="#121212" />
    </svg>
  );
}
