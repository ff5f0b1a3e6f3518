/** Everything the bundle asked of Electron, in order: { call: 'app.quit', args: [] }. */
export const record = [];

/** What is not modelled must not be used: an unknown name throws, a known function's call is recorded. */
export function strict(name, model) {
  return new Proxy(model, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key === 'then') {
        return Reflect.get(target, key, receiver);
      }
      if (!(key in target)) {
        throw new Error(`The stand-in for electron does not model ${name}.${key}`);
      }
      const value = Reflect.get(target, key, target);
      if (typeof value !== 'function') {
        return value;
      }
      return (...args) => {
        record.push({ call: `${name}.${key}`, args: args.map(describe) });
        return value.apply(target, args);
      };
    },
    set(target, key, value) {
      if (!(key in target)) {
        throw new Error(`The stand-in for electron does not model setting ${name}.${String(key)}`);
      }
      record.push({ call: `${name}.${String(key)} =`, args: [describe(value)] });
      target[key] = value;
      return true;
    },
  });
}

function describe(value) {
  return typeof value === 'function' || (typeof value === 'object' && value?.constructor !== Object && !Array.isArray(value))
    ? `<${typeof value}>`
    : value;
}
