package dev.evenkeel.store.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Walks the rows of a [BTable] in key order.
final class BCursor<K extends Comparable<? super K>, V> implements Iterator<Map.Entry<K, V>> {
    /// An inner node and the next of its children to visit.
    private static final class Level<K extends Comparable<? super K>, V> {
        private final BNode.Inner<K, V> node;
        private int next;

        Level(BNode.Inner<K, V> node, int next) {
            this.node = node;
            this.next = next;
        }
    }

    private final Deque<Level<K, V>> path = new ArrayDeque<>();
    private BNode.Leaf<K, V> leaf;
    private int index;

    /// @param from the first key wanted, or null for all
    BCursor(BNode<K, V> root, @Nullable K from) {
        var node = root;
        while (node instanceof BNode.Inner<K, V> inner) {
            int slot = from == null ? 0 : inner.slot(from);
            path.push(new Level<>(inner, slot + 1));
            node = inner.child(slot);
        }
        leaf = (BNode.Leaf<K, V>) node;
        index = from == null ? 0 : leaf.slot(from);
        skip();
    }

    /// Goes on to the next leaf while the present one has no more rows.
    private void skip() {
        while (index == leaf.count() && !path.isEmpty()) {
            var level = path.peek();
            if (level.next == level.node.count()) {
                path.pop();
            } else {
                leaf = leftmost(level.node.child(level.next++));
                index = 0;
            }
        }
    }

    private BNode.Leaf<K, V> leftmost(BNode<K, V> below) {
        var node = below;
        while (node instanceof BNode.Inner<K, V> inner) {
            path.push(new Level<>(inner, 1));
            node = inner.child(0);
        }
        return (BNode.Leaf<K, V>) node;
    }

    @Override
    public boolean hasNext() {
        return index < leaf.count();
    }

    @Override
    public Map.Entry<K, V> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        var row = Map.entry(leaf.key(index), leaf.value(index));
        index++;
        skip();
        return row;
    }
}
