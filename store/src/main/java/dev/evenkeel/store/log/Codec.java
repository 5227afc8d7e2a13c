package dev.evenkeel.store.log;

/// How the values of one type become bytes and come back. Values are immutable and never null.
interface Codec<T> {
    void write(Out out, T value);

    T read(In in);
}
