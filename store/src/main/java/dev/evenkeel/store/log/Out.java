package dev.evenkeel.store.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Where values are written to. Whole numbers take as many bytes as they need, and a string that comes again is a
/// reference to where it came first.
final class Out {
    private final Map<String, Integer> known = new HashMap<>();
    private byte[] bytes = new byte[512];
    private int length;

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    int length() {
        return length;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    void octet(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    void fixed(long value) {
        reserve(Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(length, value);
        length += Long.BYTES;
    }

    /// Seven bits a byte, lowest first; small numbers of 0 and more are short.
    void unsigned(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /// Small numbers of either sign are short.
    void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    /// 0 and the text, or the number, from 1, of the text among those already written.
    void text(String value) {
        var number = known.putIfAbsent(value, known.size() + 1);
        if (number != null) {
            unsigned(number);
            return;
        }
        octet(0);
        var utf8 = value.getBytes(StandardCharsets.UTF_8);
        unsigned(utf8.length);
        raw(utf8);
    }
}
