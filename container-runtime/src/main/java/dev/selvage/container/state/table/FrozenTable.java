package dev.selvage.container.state.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** What a {@link KeyTable} held at one moment; it does not change while somebody reads it. */
public final class FrozenTable {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final @Nullable Object[] NO_OBJECTS = new @Nullable Object[0];

    private final byte[][] pages;
    private final @Nullable Object[][] objects;
    private final int stride;
    private final int columns;
    private final int size;

    FrozenTable(RowLayout layout, byte[][] pages, @Nullable Object[][] objects, int size) {
        this.pages = pages;
        this.objects = objects;
        this.stride = layout.stride();
        this.columns = layout.objectColumns();
        this.size = size;
    }

    /** How many rows there are. */
    int size() {
        return size;
    }

    int pageCount() {
        return pages.length;
    }

    /** Shows the rows of one page. */
    void visit(int page, RowVisitor visitor) {
        byte[] rows = pages[page];
        @Nullable Object[] beside = columns == 0 ? NO_OBJECTS : objects[page];
        for (int row = 0, first = 0; row < rows.length; row += stride, first += columns) {
            long present = (long) LONG.get(rows, row + RowLayout.PRESENT);
            if (present != 0) {
                visitor.row(rows, row, present, beside, first);
            }
        }
    }

    /** Sees rows one after the other: where each begins in its page, and its objects in theirs. */
    public interface RowVisitor {
        void row(byte[] page, int row, long present, @Nullable Object[] objects, int firstObject);
    }
}
