package dev.evenkeel.store.state;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A table that copies itself whole on each change.
final class BTable<K extends Comparable<? super K>, V> implements Table<K, V> {
    private final NavigableMap<K, V> rows;

    private BTable(NavigableMap<K, V> rows) {
        this.rows = rows;
    }

    static <K extends Comparable<? super K>, V> Table<K, V> empty() {
        return new BTable<>(new TreeMap<K, V>());
    }

    @Override
    public Optional<V> get(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    @Override
    public Stream<Map.Entry<K, V>> from(K inclusive) {
        return rows.tailMap(inclusive).entrySet().stream();
    }

    @Override
    public Stream<Map.Entry<K, V>> entries() {
        return rows.entrySet().stream();
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Table<K, V> with(K key, V value) {
        var copy = new TreeMap<>(rows);
        copy.put(key, value);
        return new BTable<>(copy);
    }

    @Override
    public Table<K, V> without(K key) {
        var copy = new TreeMap<>(rows);
        copy.remove(key);
        return new BTable<>(copy);
    }
}
