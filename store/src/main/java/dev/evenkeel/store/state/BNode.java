package dev.evenkeel.store.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A node of a [BTable]. Immutable; a change returns another node, which its parent then takes in.
///
/// A node that comes out of a change may hold one element too many, or few; the parent splits it, or joins it with a
/// neighbour. Arrays hold what their generic types say: they are filled by this file only.
sealed interface BNode<K extends Comparable<? super K>, V> {
    /// The most elements of a node.
    int MOST = 32;
    /// A node that has shrunk below this is joined with a neighbour.
    int FEW = 8;

    /// Keys of a leaf, children of an inner node.
    int count();

    /// Rows below.
    int size();

    K first();

    K last();

    @Nullable
    V get(K key);

    BNode<K, V> with(K key, V value);

    /// The same node where there is no such key.
    BNode<K, V> without(K key);

    /// The elements of both; `right` is of the same kind and follows this node.
    BNode<K, V> join(BNode<K, V> right);

    /// The elements from one index to before another.
    BNode<K, V> part(int from, int to);

    /// Two nodes of one that holds too many: halves, unless rows arrive in order, when full nodes are left behind.
    ///
    /// @param added the key that made it too many
    default Object[] split(K added) {
        int at = added.compareTo(last()) == 0 ? count() - 1 : count() / 2;
        return new Object[] {part(0, at), part(at, count())};
    }

    /// Where a key is among the first keys of an array, or `-(insertion point) - 1`.
    @SuppressWarnings("unchecked")
    private static <K extends Comparable<? super K>> int search(Object[] keys, K key) {
        int low = 0;
        int high = keys.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = key.compareTo((K) keys[middle]);
            if (order == 0) {
                return middle;
            }
            if (order > 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private static Object[] inserted(Object[] array, int at, Object element) {
        var copy = new Object[array.length + 1];
        System.arraycopy(array, 0, copy, 0, at);
        copy[at] = element;
        System.arraycopy(array, at, copy, at + 1, array.length - at);
        return copy;
    }

    /// The array with the elements from one index to before another replaced.
    private static Object[] replaced(Object[] array, int from, int to, Object... elements) {
        var copy = new Object[array.length - (to - from) + elements.length];
        System.arraycopy(array, 0, copy, 0, from);
        System.arraycopy(elements, 0, copy, from, elements.length);
        System.arraycopy(array, to, copy, from + elements.length, array.length - to);
        return copy;
    }

    private static Object[] concatenated(Object[] left, Object[] right) {
        return replaced(left, left.length, left.length, right);
    }

    /// Rows, in key order.
    @SuppressWarnings({"unchecked", "ReferenceEquality"})
    final class Leaf<K extends Comparable<? super K>, V> implements BNode<K, V> {
        private static final Object[] NOTHING = {};

        private final Object[] keys;
        private final Object[] values;

        private Leaf(Object[] keys, Object[] values) {
            this.keys = keys;
            this.values = values;
        }

        static <K extends Comparable<? super K>, V> Leaf<K, V> empty() {
            return new Leaf<>(NOTHING, NOTHING);
        }

        K key(int index) {
            return (K) keys[index];
        }

        V value(int index) {
            return (V) values[index];
        }

        /// The index of the first key that is not below this one.
        int slot(K key) {
            int found = search(keys, key);
            return found < 0 ? -found - 1 : found;
        }

        @Override
        public int count() {
            return keys.length;
        }

        @Override
        public int size() {
            return keys.length;
        }

        @Override
        public K first() {
            return key(0);
        }

        @Override
        public K last() {
            return key(keys.length - 1);
        }

        @Override
        public @Nullable V get(K key) {
            int found = search(keys, key);
            return found < 0 ? null : value(found);
        }

        @Override
        public BNode<K, V> with(K key, V value) {
            int found = search(keys, key);
            if (found < 0) {
                int at = -found - 1;
                return new Leaf<>(inserted(keys, at, key), inserted(values, at, value));
            }
            if (values[found] == value) {
                return this;
            }
            var copy = values.clone();
            copy[found] = value;
            return new Leaf<>(keys, copy);
        }

        @Override
        public BNode<K, V> without(K key) {
            int found = search(keys, key);
            return found < 0 ? this : new Leaf<>(replaced(keys, found, found + 1), replaced(values, found, found + 1));
        }

        @Override
        public BNode<K, V> join(BNode<K, V> right) {
            var other = (Leaf<K, V>) right;
            return new Leaf<>(concatenated(keys, other.keys), concatenated(values, other.values));
        }

        @Override
        public BNode<K, V> part(int from, int to) {
            return new Leaf<>(Arrays.copyOfRange(keys, from, to), Arrays.copyOfRange(values, from, to));
        }
    }

    /// Children, in key order.
    @SuppressWarnings("unchecked")
    final class Inner<K extends Comparable<? super K>, V> implements BNode<K, V> {
        /// One fewer than children: every key of child i + 1 is at least `bounds[i]`, every key of child i is below.
        private final Object[] bounds;

        private final Object[] children;
        private final int size;

        private Inner(Object[] bounds, Object[] children, int size) {
            this.bounds = bounds;
            this.children = children;
            this.size = size;
        }

        static <K extends Comparable<? super K>, V> Inner<K, V> of(Object[] children) {
            var bounds = new Object[Math.max(0, children.length - 1)];
            int size = 0;
            for (int i = 0; i < children.length; i++) {
                var child = (BNode<K, V>) children[i];
                size += child.size();
                if (i > 0) {
                    bounds[i - 1] = child.first();
                }
            }
            return new Inner<>(bounds, children, size);
        }

        BNode<K, V> child(int index) {
            return (BNode<K, V>) children[index];
        }

        /// The index of the child that a key belongs to.
        int slot(K key) {
            int found = search(bounds, key);
            return found < 0 ? -found - 1 : found + 1;
        }

        @Override
        public int count() {
            return children.length;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public K first() {
            return child(0).first();
        }

        @Override
        public K last() {
            return child(children.length - 1).last();
        }

        @Override
        public @Nullable V get(K key) {
            return child(slot(key)).get(key);
        }

        @Override
        public BNode<K, V> with(K key, V value) {
            int at = slot(key);
            var changed = child(at).with(key, value);
            if (changed == children[at]) {
                return this;
            }
            return changed.count() > MOST
                    ? of(replaced(children, at, at + 1, changed.split(key)))
                    : replacing(at, changed);
        }

        @Override
        public BNode<K, V> without(K key) {
            int at = slot(key);
            var changed = child(at).without(key);
            if (changed == children[at]) {
                return this;
            }
            if (changed.count() == 0) {
                return of(replaced(children, at, at + 1));
            }
            if (changed.count() >= FEW || children.length == 1) {
                return replacing(at, changed);
            }
            return at > 0 ? joining(at - 1, child(at - 1).join(changed)) : joining(at, changed.join(child(at + 1)));
        }

        private Inner<K, V> replacing(int at, BNode<K, V> changed) {
            var copy = children.clone();
            copy[at] = changed;
            return new Inner<>(bounds, copy, size - child(at).size() + changed.size());
        }

        /// With one node, or its halves if it is too large, in place of two children.
        private Inner<K, V> joining(int left, BNode<K, V> joined) {
            int half = joined.count() / 2;
            return joined.count() <= MOST
                    ? of(replaced(children, left, left + 2, joined))
                    : of(replaced(children, left, left + 2, joined.part(0, half), joined.part(half, joined.count())));
        }

        @Override
        public BNode<K, V> join(BNode<K, V> right) {
            return of(concatenated(children, ((Inner<K, V>) right).children));
        }

        @Override
        public BNode<K, V> part(int from, int to) {
            return of(Arrays.copyOfRange(children, from, to));
        }
    }
}
