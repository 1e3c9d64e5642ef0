// What is kept over a reload; where the browser keeps nothing, the page works all the same.

export const kept = {
  get(name) {
    try {
      return localStorage.getItem(`assistant.${name}`);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      if (value === null) localStorage.removeItem(`assistant.${name}`);
      else localStorage.setItem(`assistant.${name}`, value);
    } catch {
      // nothing is kept
    }
  },
};
