import { Select } from '@mantine/core';

interface GraceSelectProps {
  readonly label: string;
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
}

const choices = [
  { value: '0', label: 'Not at all' },
  { value: '10', label: '10 minutes' },
  { value: '60', label: 'One hour' },
  { value: '1440', label: 'One day' },
  { value: '10080', label: 'One week' },
];

/** For how long a change can be taken back. */
export function GraceSelect({ label, minutes, onChange }: GraceSelectProps) {
  return (
    <Select
      label={label}
      data={choices}
      value={String(minutes)}
      allowDeselect={false}
      maw={240}
      onChange={(value) => onChange(Number(value))}
    />
  );
}
