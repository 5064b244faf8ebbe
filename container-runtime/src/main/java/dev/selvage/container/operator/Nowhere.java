package dev.selvage.container.operator;

/** Behind an operator that nobody reads. */
public final class Nowhere extends Downstream {
    @Override
    public void process(Object value, long timestamp) {}

    @Override
    public void watermark(long millis) {}

    @Override
    public void idle() {}
}
