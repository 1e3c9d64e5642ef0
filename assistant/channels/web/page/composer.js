// The field to type into. Enter sends; Shift+Enter breaks the line; Enter that ends an IME composition does neither.

const COMPOSING = 229; // the keyCode of keys that an input method takes; Safari ends composition before keydown

export class Composer {
  constructor(form, field, send, stop) {
    this.field = field;
    this.sendButton = send;
    this.stopButton = stop;
    this.form = form;
    field.addEventListener("input", () => this.grow());
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === COMPOSING) return;
      event.preventDefault();
      form.requestSubmit();
    });
  }

  onSend(act) {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const message = this.field.value.trim();
      if (!message || this.busy) return;
      this.field.value = "";
      this.grow();
      act(message);
    });
  }

  onStop(act) {
    this.stopButton.addEventListener("click", act);
  }

  setBusy(busy) {
    this.busy = busy;
    this.sendButton.hidden = busy;
    this.stopButton.hidden = !busy;
  }

  grow() {
    this.field.rows = Math.min(6, this.field.value.split("\n").length);
  }
}
