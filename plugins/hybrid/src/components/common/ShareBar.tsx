import { formatShare } from '../../format/numbers';
import { SHARE_ORDER, type Shares } from './shares';
import styles from './ShareBar.module.css';

/** Shares beside each other, with those of the sites in numbers at both ends. */
export function ShareBar(props: {
  shares: Shares;
  /** What it shows, for who does not see it. */
  label: string;
  /** Of a row of a table. */
  isSmall?: boolean;
}) {
  const { shares, label, isSmall = false } = props;
  return (
    <>
      <span className={styles.share} data-site="on-prem" aria-hidden>
        {formatShare(shares['on-prem'])}
      </span>
      <span
        role="img"
        aria-label={label}
        className={styles.bar}
        data-small={isSmall}
      >
        {SHARE_ORDER.filter(of => shares[of] > 0).map(of => (
          <span
            key={of}
            className={styles.segment}
            data-site={of}
            style={{ flexGrow: shares[of] }}
          />
        ))}
      </span>
      <span className={styles.share} data-site="aws" aria-hidden>
        {formatShare(shares.aws)}
      </span>
    </>
  );
}

/** The colour and pattern of a segment, for a legend. */
export function Swatch(props: { of: keyof Shares }) {
  return <span className={styles.swatch} data-site={props.of} aria-hidden />;
}
