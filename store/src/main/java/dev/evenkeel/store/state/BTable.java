package dev.evenkeel.store.state;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// A copy-on-write B+tree. A change copies the path from the root to one leaf, a handful of arrays of up to 32
/// references, and shares the rest with the table it came from.
final class BTable<K extends Comparable<? super K>, V> implements Table<K, V> {
    private static final int ORDERED =
            Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.IMMUTABLE;

    private static final BTable<?, ?> EMPTY = new BTable<>(BNode.Leaf.<Integer, Object>empty());

    private final BNode<K, V> root;

    private BTable(BNode<K, V> root) {
        this.root = root;
    }

    // The empty table holds neither keys nor values, so it is one of any type.
    @SuppressWarnings("unchecked")
    static <K extends Comparable<? super K>, V> Table<K, V> empty() {
        return (Table<K, V>) EMPTY;
    }

    @Override
    public Optional<V> get(K key) {
        return Optional.ofNullable(root.get(key));
    }

    @Override
    public Stream<Map.Entry<K, V>> from(K inclusive) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(cursor(inclusive), ORDERED), false);
    }

    @Override
    public Stream<Map.Entry<K, V>> entries() {
        return StreamSupport.stream(Spliterators.spliterator(cursor(null), size(), ORDERED), false);
    }

    @Override
    public int size() {
        return root.size();
    }

    @Override
    public Table<K, V> with(K key, V value) {
        Objects.requireNonNull(value);
        var changed = root.with(key, value);
        if (changed == root) {
            return this;
        }
        return new BTable<>(changed.count() > BNode.MOST ? BNode.Inner.of(changed.split(key)) : changed);
    }

    @Override
    public Table<K, V> without(K key) {
        var changed = root.without(key);
        if (changed == root) {
            return this;
        }
        while (changed instanceof BNode.Inner<K, V> inner && inner.count() <= 1) {
            changed = inner.count() == 0 ? BNode.Leaf.empty() : inner.child(0);
        }
        return new BTable<>(changed);
    }

    /// Two tables are equal when they hold equal rows, whatever their history.
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof BTable<?, ?> table) || table.size() != size()) {
            return false;
        }
        var mine = cursor(null);
        var theirs = table.cursor(null);
        while (mine.hasNext()) {
            if (!mine.next().equals(theirs.next())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return entries().mapToInt(Map.Entry::hashCode).sum();
    }

    /// `{key=value, …}`, as maps print.
    @Override
    public String toString() {
        var text = new StringBuilder("{");
        entries().forEach(row -> text.append(text.length() > 1 ? ", " : "").append(row));
        return text.append('}').toString();
    }

    private BCursor<K, V> cursor(@Nullable K from) {
        return new BCursor<>(root, from);
    }
}
