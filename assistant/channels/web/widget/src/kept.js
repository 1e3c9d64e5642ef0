// What outlives a reload. The conversation and its session belong to all tabs of the website, what is being written and
// what waits for an answer to one. Where the browser keeps nothing, this page's memory does.

const OF_A_TAB = ["asked", "draft", "open"];

export class Kept {
  constructor(key) {
    this.key = key;
    this.shared = new Shelf(key, () => localStorage);
    this.own = new Shelf(key, () => sessionStorage);
  }

  get(name) {
    return this.shelfOf(name).read()[name] ?? null;
  }

  set(changes) {
    for (const shelf of [this.shared, this.own]) {
      const changed = Object.entries(changes).filter(([name]) => this.shelfOf(name) === shelf);
      if (changed.length) shelf.write({ ...shelf.read(), ...Object.fromEntries(changed) });
    }
  }

  // Whether an event of the browser tells that another tab has changed what is shared.
  isChangedBy(event) {
    return event.key === this.key && event.storageArea === this.shared.storage;
  }

  shelfOf(name) {
    return OF_A_TAB.includes(name) ? this.own : this.shared;
  }
}

// One object in a storage of the browser, read anew each time, as other tabs write to it too.
class Shelf {
  constructor(key, open) {
    this.key = key;
    this.memory = {};
    try {
      this.storage = open();
    } catch {
      // storage is blocked
    }
  }

  read() {
    try {
      if (this.storage) return JSON.parse(this.storage.getItem(this.key)) ?? {};
    } catch {
      // it holds something else
    }
    return this.memory;
  }

  write(values) {
    this.memory = values;
    try {
      this.storage?.setItem(this.key, JSON.stringify(values));
    } catch {
      this.storage = null; // it is full
    }
  }
}
