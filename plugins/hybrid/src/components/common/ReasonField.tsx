import { useState } from 'react';
import { TextAreaField } from '@backstage/ui';
import { MAX_REASON_LENGTH } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatCount } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';

/** Why something is done. Too long a text is kept and complained about, never cut. */
export function ReasonField(props: {
  value: string;
  onChange: (value: string) => void;
  isDisabled: boolean;
  /** Where the reason is kept; by default, with the shift. */
  help?: string;
}) {
  const { value, onChange, isDisabled, help } = props;
  const t = useTexts();
  const [wasLeft, setWasLeft] = useState(false);
  const length = value.trim().length;
  const counts = {
    length: formatCount(length),
    max: formatCount(MAX_REASON_LENGTH),
  };

  let complaint: string | undefined;
  if (length > MAX_REASON_LENGTH) {
    complaint = t('dialog.reasonTooLong', counts);
  } else if (wasLeft && length === 0) {
    complaint = t('dialog.reasonEmpty');
  }

  return (
    <TextAreaField
      label={t('dialog.reason')}
      secondaryLabel={t('dialog.reasonCount', counts)}
      description={complaint ?? help ?? t('dialog.reasonHelp')}
      isRequired
      isInvalid={complaint !== undefined}
      isDisabled={isDisabled}
      value={value}
      onChange={onChange}
      onBlur={() => setWasLeft(true)}
      rows={3}
    />
  );
}
