package dev.selvage.benchmarks.jet;

/** Count and sum of one key: what W1 and W5 keep, and, frozen, what they give out. */
final class KeyTotal {

    private long count;
    private long sum;

    KeyTotal() {}

    KeyTotal(long count, long sum) {
        this.count = count;
        this.sum = sum;
    }

    Result add(Event event) {
        count++;
        sum += event.value();
        return new Result(event.key(), count, sum);
    }

    long count() {
        return count;
    }

    long sum() {
        return sum;
    }

    /** What goes to the sink. */
    record Result(long key, long count, long sum) {}
}
