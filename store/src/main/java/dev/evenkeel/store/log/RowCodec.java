package dev.evenkeel.store.log;

import java.util.ArrayList;
import java.util.List;

/// Rows of one type as bytes, in the encoding that events have: for snapshots, which a newer version may throw away and
/// make again from the log. So rows have no versions.
public final class RowCodec {
    private RowCodec() {}

    /// Equal rows give equal bytes.
    public static <T> byte[] encode(Class<T> type, List<T> rows) {
        var codec = Codecs.of(type);
        var out = new Out();
        out.unsigned(rows.size());
        for (var row : rows) {
            codec.write(out, row);
        }
        return out.toBytes();
    }

    /// The rows of these bytes.
    ///
    /// @throws MalformedException when they are not rows of this type
    public static <T> List<T> decode(Class<T> type, byte[] bytes) {
        var codec = Codecs.of(type);
        var in = new In(bytes);
        int count = in.count();
        var rows = new ArrayList<T>(count);
        for (int i = 0; i < count; i++) {
            rows.add(codec.read(in));
        }
        in.requireEnd();
        return rows;
    }
}
