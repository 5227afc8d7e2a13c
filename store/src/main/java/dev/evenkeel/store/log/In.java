package dev.evenkeel.store.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Where values are read from, as [Out] wrote them. Fails with [MalformedException] and nothing else.
final class In {
    /// Short strings repeat from batch to batch: regions, clusters, families, container names. Those last seen are
    /// shared, which saves their memory in the state. Threads may overwrite each other's here; nothing
    /// depends on it.
    private static final AtomicReferenceArray<String> SHARED = new AtomicReferenceArray<>(4096);

    private static final int SHARED_LENGTH = 24;

    private final byte[] bytes;
    private final List<String> known = new ArrayList<>();
    private int at;

    In(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean atEnd() {
        return at == bytes.length;
    }

    void requireEnd() {
        if (!atEnd()) {
            throw new MalformedException(bytes.length - at + " bytes are left over");
        }
    }

    int octet() {
        require(1);
        return bytes[at++] & 0xFF;
    }

    byte[] raw(int length) {
        require(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    long fixed() {
        require(Long.BYTES);
        at += Long.BYTES;
        return ByteBuffer.wrap(bytes).getLong(at - Long.BYTES);
    }

    long unsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new MalformedException("a number does not end");
    }

    long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    int whole() {
        long value = signed();
        if (value != (int) value) {
            throw new MalformedException(value + " is too large");
        }
        return (int) value;
    }

    /// A number of elements or bytes, each of which takes at least one byte more.
    int count() {
        long count = unsigned();
        if (count < 0 || count > bytes.length - at) {
            throw new MalformedException("a length of " + count + " is past the end");
        }
        return (int) count;
    }

    String text() {
        long number = unsigned();
        if (number == 0) {
            var text = characters(count());
            known.add(text);
            return text;
        }
        if (number < 0 || number > known.size()) {
            throw new MalformedException("no string has number " + number);
        }
        return known.get((int) number - 1);
    }

    private String characters(int length) {
        int start = at;
        at += length;
        if (length > SHARED_LENGTH) {
            return new String(bytes, start, length, StandardCharsets.UTF_8);
        }
        int hash = length;
        for (int i = start; i < at; i++) {
            hash = hash * 31 + bytes[i];
        }
        int slot = (hash ^ (hash >>> 12)) & (SHARED.length() - 1);
        var shared = SHARED.getPlain(slot);
        if (shared != null && same(shared, start, length)) {
            return shared;
        }
        var text = new String(bytes, start, length, StandardCharsets.UTF_8);
        SHARED.setPlain(slot, text);
        return text;
    }

    private boolean same(String text, int start, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != bytes[start + i]) {
                return false;
            }
        }
        return true;
    }

    private void require(int more) {
        if (more > bytes.length - at) {
            throw new MalformedException("the end comes " + (more - (bytes.length - at)) + " bytes too early");
        }
    }
}
