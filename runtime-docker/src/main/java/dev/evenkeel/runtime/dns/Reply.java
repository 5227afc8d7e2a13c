package dev.evenkeel.runtime.dns;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The answer to a DNS query, RFC 1035: addresses of names in one zone, and nothing else.
final class Reply {
    private static final int HEADER = 12;
    private static final int LONGEST = 512;
    private static final int TYPE_A = 1;
    private static final int TYPE_ANY = 255;
    private static final int CLASS_IN = 1;
    private static final int ANSWER_OF_AUTHORITY = 0x8400;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int OPCODE = 0x7800;
    private static final int IS_RESPONSE = 0x8000;
    private static final int FORMAT_ERROR = 1;
    private static final int NO_SUCH_NAME = 3;
    private static final int NOT_IMPLEMENTED = 4;
    private static final int REFUSED = 5;
    private static final int NAME_OF_QUESTION = 0xC00C;
    private static final int TTL_SECONDS = 5;
    private static final int ADDRESS_BYTES = 4;

    private final String zone;
    private final Function<String, Optional<byte[]>> addresses;

    /// @param zone the end of all names that are known, in lower case
    /// @param addresses four bytes by name, in lower case
    Reply(String zone, Function<String, Optional<byte[]>> addresses) {
        this.zone = zone;
        this.addresses = addresses;
    }

    /// The answer; empty if the query is none that deserves one.
    Optional<byte[]> to(ByteBuffer query) {
        if (query.remaining() < HEADER) {
            return Optional.empty();
        }
        int id = query.getShort();
        int flags = query.getShort() & 0xFFFF;
        int questions = query.getShort();
        query.position(query.position() + 6);
        if ((flags & IS_RESPONSE) != 0) {
            return Optional.empty();
        }
        int kept = flags & (OPCODE | RECURSION_DESIRED);
        if ((flags & OPCODE) != 0) {
            return Optional.of(header(id, kept | NOT_IMPLEMENTED, 0, 0).array());
        }
        try {
            return Optional.of(questions == 1 ? answer(id, kept, query) : malformed(id, kept));
        } catch (BufferUnderflowException | IllegalArgumentException malformed) {
            return Optional.of(malformed(id, kept));
        }
    }

    private static byte[] malformed(int id, int kept) {
        return header(id, kept | FORMAT_ERROR, 0, 0).array();
    }

    private byte[] answer(int id, int kept, ByteBuffer query) {
        int start = query.position();
        var name = name(query);
        int type = query.getShort() & 0xFFFF;
        int space = query.getShort() & 0xFFFF;
        var question = new byte[query.position() - start];
        query.get(start, question);
        boolean ours = space == CLASS_IN && (name.equals(zone) || name.endsWith("." + zone));
        if (!ours) {
            return header(id, kept | REFUSED, 1, 0, question).array();
        }
        var address = addresses.apply(name);
        if (address.isEmpty()) {
            int code = name.equals(zone) ? 0 : NO_SUCH_NAME;
            return header(id, kept | code, 1, 0, question).array();
        }
        if (type != TYPE_A && type != TYPE_ANY) {
            return header(id, kept, 1, 0, question).array();
        }
        return header(id, kept, 1, 1, question)
                .putShort((short) NAME_OF_QUESTION)
                .putShort((short) TYPE_A)
                .putShort((short) CLASS_IN)
                .putInt(TTL_SECONDS)
                .putShort((short) ADDRESS_BYTES)
                .put(address.get())
                .array();
    }

    /// Labels up to the empty one. Questions have no pointers.
    private static String name(ByteBuffer query) {
        var name = new StringBuilder();
        for (int length = query.get() & 0xFF; length > 0; length = query.get() & 0xFF) {
            if (length > 63 || name.length() > LONGEST) {
                throw new IllegalArgumentException("not a label");
            }
            var label = new byte[length];
            query.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.ISO_8859_1));
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static ByteBuffer header(int id, int flags, int questions, int answers, byte... question) {
        int size = HEADER + question.length + answers * (12 + ADDRESS_BYTES);
        return ByteBuffer.allocate(size)
                .putShort((short) id)
                .putShort((short) (flags | ANSWER_OF_AUTHORITY))
                .putShort((short) questions)
                .putShort((short) answers)
                .putInt(0)
                .put(question);
    }
}
