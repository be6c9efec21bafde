// The stream of what there is to see. A browser opens it again by itself where the agent was away for a moment; whatever else ends it, this does.

const silence = 25000; // the agent says something at least every 10 seconds

export class Connection {
  #source = null;
  #watchdog = 0;
  #retry = 0;
  #wait = 1000;

  // handlers: event(kind, data), up(), down(), refused() for somebody who may not look
  constructor(handlers) { this.handlers = handlers; }

  open() {
    this.close();
    const source = this.#source = new EventSource("events");
    for (const kind of ["snapshot", "change", "time"]) {
      source.addEventListener(kind, event => {
        this.#alive();
        this.handlers.event(kind, JSON.parse(event.data));
      });
    }
    source.addEventListener("error", () => this.#failed(source));
    this.#watch();
  }

  close() {
    clearTimeout(this.#watchdog);
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  #alive() {
    this.#wait = 1000;
    this.handlers.up();
    this.#watch();
  }

  #watch() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#lost(), silence);
  }

  #failed(source) {
    if (source !== this.#source) return;
    this.handlers.down();
    if (source.readyState === EventSource.CLOSED) this.#lost(); // an answer that is no stream: it would not be tried again
  }

  async #lost() {
    this.close();
    this.handlers.down();
    if (await this.handlers.refused()) return;
    this.#retry = setTimeout(() => this.open(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, 15000);
  }
}
