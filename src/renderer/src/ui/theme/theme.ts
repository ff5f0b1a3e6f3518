import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  Menu,
  Modal,
  NumberInput,
  PasswordInput,
  Portal,
  Radio,
  SegmentedControl,
  MultiSelect,
  Select,
  Switch,
  Tabs,
  TextInput,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';
import classes from './theme.module.css';

// Mantine wants ten shades; the light scheme reads shade 6, the dark one shade 3. Both equal --accent in tokens.css.
const accent: MantineColorsTuple = [
  '#edf3ff',
  '#d9e6ff',
  '#b0cbff',
  '#8fb5ff',
  '#5c8ff0',
  '#3a6fdb',
  '#1f54c4',
  '#17449f',
  '#12367f',
  '#0d2a63',
];

const field = {
  size: 'xs',
  classNames: { label: classes.label, description: classes.description, error: classes.error, input: classes.input },
} as const;

/** Mantine dressed as this window: dense, flat, one accent. */
export const theme = createTheme({
  fontFamily: 'var(--font-words)',
  fontFamilyMonospace: 'var(--font-facts)',
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 3 },
  colors: { accent },
  autoContrast: true,
  luminanceThreshold: 0.42,
  defaultRadius: 6,
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray', size: 'sm' },
      classNames: { root: classes.iconButton },
    }),
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default' }, classNames: { root: classes.button } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' } }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'none', transitionProps: { duration: 120 } },
      classNames: { dropdown: classes.dropdown, item: classes.item },
    }),
    Modal: Modal.extend({ defaultProps: { centered: true, transitionProps: { duration: 120 } } }),
    NumberInput: NumberInput.extend({ defaultProps: field }),
    PasswordInput: PasswordInput.extend({ defaultProps: field }),
    // The element that <Overlays /> renders.
    Portal: Portal.extend({ defaultProps: { target: '#overlays' } }),
    Radio: Radio.extend({ defaultProps: { size: 'xs' } }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { size: 'xs' },
      classNames: { root: classes.segments, label: classes.segmentLabel, indicator: classes.segmentIndicator },
    }),
    MultiSelect: MultiSelect.extend({ defaultProps: field }),
    Select: Select.extend({ defaultProps: field }),
    Switch: Switch.extend({ defaultProps: { size: 'xs' } }),
    Tabs: Tabs.extend({ classNames: { list: classes.tabList, tab: classes.tab } }),
    TextInput: TextInput.extend({ defaultProps: field }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 250, multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } },
      classNames: { tooltip: classes.tooltip },
    }),
  },
});

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-muted)',
  '--mantine-color-error': 'var(--broken)',
  '--mantine-color-placeholder': 'var(--text-faint)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-strong)',
  '--mantine-primary-color-contrast': 'var(--accent-text)',
};

/** Hands Mantine our tokens, so that a colour is written down once. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: { '--mantine-font-size-xs': 'var(--text-base)' },
  light: shared,
  dark: shared,
});
