// What outlives a reload: one small object a widget. Where the browser keeps nothing, this page's memory does.

export class Kept {
  constructor(key) {
    this.key = key;
    this.values = {};
    try {
      this.values = JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      // storage is blocked, or holds something else
    }
  }

  get(name) {
    return this.values[name] ?? null;
  }

  set(changes) {
    Object.assign(this.values, changes);
    try {
      localStorage.setItem(this.key, JSON.stringify(this.values));
    } catch {
      // kept in memory only
    }
  }
}
