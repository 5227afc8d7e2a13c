package dev.evenkeel.store.log;

import dev.evenkeel.store.model.Doc;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Value trees: a tag, then the value.
final class DocCodec implements Codec<Doc> {
    static final Codec<Doc> DOC = new DocCodec();

    static final Codec<Doc.Struct> STRUCT = new Codec<>() {
        @Override
        public void write(Out out, Doc.Struct value) {
            writeStruct(out, value);
        }

        @Override
        public Doc.Struct read(In in) {
            return readStruct(in);
        }
    };

    private static final int STRUCT_TAG = 0;
    private static final int ITEMS = 1;
    private static final int TEXT = 2;
    private static final int WHOLE = 3;
    private static final int DECIMAL = 4;
    private static final int FALSE = 5;
    private static final int TRUE = 6;
    private static final int TIME = 7;
    private static final int BLOB = 8;

    @Override
    public void write(Out out, Doc value) {
        switch (value) {
            case Doc.Struct struct -> {
                out.octet(STRUCT_TAG);
                writeStruct(out, struct);
            }
            case Doc.Items items -> {
                out.octet(ITEMS);
                out.unsigned(items.values().size());
                items.values().forEach(item -> write(out, item));
            }
            case Doc.Text text -> {
                out.octet(TEXT);
                out.text(text.value());
            }
            case Doc.Num num -> writeNumber(out, num.value());
            case Doc.Bool bool -> out.octet(bool.value() ? TRUE : FALSE);
            case Doc.Time time -> {
                out.octet(TIME);
                out.signed(time.epochMillis());
            }
            case Doc.Blob blob -> {
                out.octet(BLOB);
                out.unsigned(blob.bytes().size());
                out.raw(blob.toArray());
            }
        }
    }

    private static void writeStruct(Out out, Doc.Struct struct) {
        out.unsigned(struct.members().size());
        struct.members().forEach((name, member) -> {
            out.text(name);
            DOC.write(out, member);
        });
    }

    private static void writeNumber(Out out, BigDecimal value) {
        if (value.scale() == 0 && value.unscaledValue().bitLength() < Long.SIZE) {
            out.octet(WHOLE);
            out.signed(value.longValueExact());
            return;
        }
        var unscaled = value.unscaledValue().toByteArray();
        out.octet(DECIMAL);
        out.signed(value.scale());
        out.unsigned(unscaled.length);
        out.raw(unscaled);
    }

    @Override
    public Doc read(In in) {
        int tag = in.octet();
        return switch (tag) {
            case STRUCT_TAG -> readStruct(in);
            case ITEMS -> readItems(in);
            case TEXT -> new Doc.Text(in.text());
            case WHOLE -> Doc.of(in.signed());
            case DECIMAL -> readDecimal(in);
            case FALSE -> new Doc.Bool(false);
            case TRUE -> new Doc.Bool(true);
            case TIME -> new Doc.Time(in.signed());
            case BLOB -> Doc.Blob.of(in.raw(in.count()));
            default -> throw new NewerEventException("this", "a value with tag " + tag);
        };
    }

    private static Doc.Struct readStruct(In in) {
        int count = in.count();
        if (count == 0) {
            return Doc.EMPTY;
        }
        Map<String, Doc> members = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            members.put(in.text(), DOC.read(in));
        }
        return new Doc.Struct(members);
    }

    private static Doc readItems(In in) {
        int count = in.count();
        List<Doc> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(DOC.read(in));
        }
        return new Doc.Items(items);
    }

    private static Doc readDecimal(In in) {
        int scale = in.whole();
        var unscaled = in.raw(in.count());
        if (unscaled.length == 0) {
            throw new MalformedException("a number without digits");
        }
        return new Doc.Num(new BigDecimal(new BigInteger(unscaled), scale));
    }
}
