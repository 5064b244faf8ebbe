package dev.selvage.container.task;

/** The head of a task that had finished before. */
final class EndedHead extends Head {
    private final Chain chain;

    EndedHead(Chain chain) {
        this.chain = chain;
    }

    @Override
    boolean run(int atMost) {
        chain.endOfInput();
        return true;
    }

    @Override
    long position() {
        return 0;
    }

    @Override
    void close() {}
}
