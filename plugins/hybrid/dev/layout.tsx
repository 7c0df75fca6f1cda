import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Cards side by side, as many as fit. */
export function Columns(props: { children: ReactNode }) {
  return (
    <div
      style={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'flex-start',
        gap: 24,
        padding: 24,
      }}
    >
      {props.children}
    </div>
  );
}

/** What is as wide as the page. */
export function Wide(props: { children: ReactNode }) {
  return <div style={{ padding: '0 24px 24px' }}>{props.children}</div>;
}

/** One of them, as wide as a card on an entity's page is, or `?width=<px>`. */
export function Column(props: { title: ReactNode; children: ReactNode }) {
  const [params] = useSearchParams();
  return (
    <section style={{ width: Number(params.get('width') ?? 380) }}>
      <h2 style={{ font: 'inherit' }}>{props.title}</h2>
      {props.children}
    </section>
  );
}
