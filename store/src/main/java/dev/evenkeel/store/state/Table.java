package dev.evenkeel.store.state;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A persistent ordered map: changing it gives another one and leaves this one as it was.
///
/// Any thread may read any table without a lock. Iteration is in key order, so that pages, digests and decisions are
/// the same everywhere.
public interface Table<K extends Comparable<? super K>, V> {
    /// The table without rows.
    static <K extends Comparable<? super K>, V> Table<K, V> empty() {
        return BTable.empty();
    }

    /// The row of this key.
    Optional<V> get(K key);

    /// Rows from this key on, in key order.
    Stream<Map.Entry<K, V>> from(K inclusive);

    /// All rows in key order.
    Stream<Map.Entry<K, V>> entries();

    /// All values in key order.
    default Stream<V> values() {
        return entries().map(Map.Entry::getValue);
    }

    /// How many rows there are.
    int size();

    /// Whether there are no rows.
    default boolean isEmpty() {
        return size() == 0;
    }

    /// This table with one row set or replaced.
    Table<K, V> with(K key, V value);

    /// This table without a row; the same table where there is none.
    Table<K, V> without(K key);
}
