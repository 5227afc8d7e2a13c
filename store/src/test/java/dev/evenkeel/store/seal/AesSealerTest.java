package dev.evenkeel.store.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.Sealed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AesSealerTest {
    private static final byte[] VALUE = "hunter2-hunter2".getBytes(StandardCharsets.UTF_8);

    private byte nonce;
    private final Sealer sealer = sealer("k1", 1);

    private Sealer sealer(String id, int seed) {
        var key = new byte[AesSealer.KEY_BYTES];
        Arrays.fill(key, (byte) seed);
        return new AesSealer(id, key, bytes -> Arrays.fill(bytes, ++nonce));
    }

    @Test
    void whatWasSealedIsOpenedForTheSameContext() {
        assertArrayEquals(VALUE, sealer.open("a", sealer.seal("a", VALUE)));
        assertArrayEquals(new byte[0], sealer.open("a", sealer.seal("a", new byte[0])));
    }

    @Test
    void aBoxShowsNothingOfItsValue() {
        var sealed = sealer.seal("a", VALUE);
        var box = new String(Base64.getDecoder().decode(sealed.box()), StandardCharsets.ISO_8859_1);
        assertFalse(box.contains("hunter2"));
        assertNotEquals(sealed.box(), sealer.seal("a", VALUE).box());
    }

    @Test
    void equalValuesAreToldWithinOneContextOnly() {
        assertTrue(sealer.seal("a", VALUE).holdsTheSameAs(sealer.seal("a", VALUE)));
        assertFalse(sealer.seal("a", VALUE).holdsTheSameAs(sealer.seal("a", new byte[] {1})));
        assertFalse(sealer.seal("a", VALUE).holdsTheSameAs(sealer.seal("b", VALUE)));
    }

    @Test
    void aMovedAlteredOrForeignBoxIsNotOpened() {
        var sealed = sealer.seal("a", VALUE);
        assertThrows(UnsealableException.class, () -> sealer.open("b", sealed));
        var bytes = Base64.getDecoder().decode(sealed.box());
        bytes[20] ^= 1;
        var altered = new Sealed(sealed.key(), Base64.getEncoder().encodeToString(bytes), sealed.mark());
        assertThrows(UnsealableException.class, () -> sealer.open("a", altered));
        var cut = new Sealed(sealed.key(), "AAAA", sealed.mark());
        assertThrows(UnsealableException.class, () -> sealer.open("a", cut));
        assertThrows(UnsealableException.class, () -> sealer("k1", 2).open("a", sealed));
        var foreign =
                assertThrows(UnsealableException.class, () -> sealer("k2", 1).open("a", sealed));
        assertEquals("it was sealed with the key k1, which is not here", foreign.getMessage());
    }
}
