import type { KeyboardLayout, LayoutId } from './keyboard-layout.ts';

/**
 * As xkeyboard-config 2.35.1 has them (symbols/us, de, fr, gb, es, it, and symbols/pc for the key `less`), but for what the keymaps of the
 * Linux console have elsewhere. The test compares each character with what was recorded from there.
 */
const none = ['             ', '            ', '            ', '           '] as const;

export const layouts: Readonly<Record<LayoutId, KeyboardLayout>> = {
  us: {
    id: 'us',
    title: 'English (US)',
    plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'\\", ' zxcvbnm,./'],
    shift: ['~!@#$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:"|', ' ZXCVBNM<>?'],
    altGr: none,
    dead: '',
  },
  de: {
    id: 'de',
    title: 'German',
    plain: ['^1234567890ß´', 'qwertzuiopü+', 'asdfghjklöä#', '<yxcvbnm,.-'],
    shift: ['°!"§$%&/()=?`', 'QWERTZUIOPÜ*', "ASDFGHJKLÖÄ'", '>YXCVBNM;:_'],
    altGr: ['  ²³   {[]}\\ ', '@ €        ~', none[2], '|      µ   '],
    dead: '^´`',
  },
  fr: {
    id: 'fr',
    title: 'French',
    plain: ['²&é"\'(-è_çà)=', 'azertyuiop $', 'qsdfghjklmù*', '<wxcvbn,;:!'],
    shift: [' 1234567890°+', 'AZERTYUIOP £', 'QSDFGHJKLM%µ', '>WXCVBN?./§'],
    altGr: ['  ~#{[|`\\^@]}', '  €        ¤', none[2], none[3]],
    dead: '',
  },
  gb: {
    id: 'gb',
    title: 'English (UK)',
    plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'#", '\\zxcvbnm,./'],
    shift: ['¬!"£$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:@~', '|ZXCVBNM<>?'],
    altGr: ['    €        ', none[1], none[2], none[3]],
    dead: '',
  },
  es: {
    id: 'es',
    title: 'Spanish',
    plain: ["º1234567890'¡", 'qwertyuiop`+', 'asdfghjklñ´ç', '<zxcvbnm,.-'],
    shift: ['ª!"·$%&/()=?¿', 'QWERTYUIOP^*', 'ASDFGHJKLÑ¨Ç', '>ZXCVBNM;:_'],
    altGr: ['\\|@#~ ¬      ', '  €       []', '          {}', none[3]],
    dead: '`^´¨',
  },
  it: {
    id: 'it',
    title: 'Italian',
    plain: ["\\1234567890'ì", 'qwertyuiopè+', 'asdfghjklòàù', '<zxcvbnm,.-'],
    shift: ['|!"£$%&/()=?^', 'QWERTYUIOPé*', 'ASDFGHJKLç°§', '>ZXCVBNM;:_'],
    altGr: ['       {[]}`~', '  €       []', '         @# ', none[3]],
    dead: '',
  },
};
