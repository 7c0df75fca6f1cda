import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { aComponent } from '../src/__testUtils__/fixtures';
import { scenarios } from './scenarios';

/** The card once for each scenario; `?card=<name>` and `?width=<px>` narrow it down. */
export function Gallery(props: { card: ReactNode }) {
  const [params] = useSearchParams();
  const only = params.get('card');
  const width = Number(params.get('width') ?? 380);
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
      {Object.entries(scenarios)
        .filter(([name]) => !only || name === only)
        .map(([name, { annotation, title }]) => (
          <section key={name} style={{ width }}>
            <h2 style={{ font: 'inherit' }}>{title}</h2>
            <EntityProvider entity={aComponent({ name, annotation })}>
              {props.card}
            </EntityProvider>
          </section>
        ))}
    </div>
  );
}
