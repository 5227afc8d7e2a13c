package dev.evenkeel.store.seal;

import dev.evenkeel.store.model.Sealed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256 in Galois/Counter mode, the context as associated data. A box is the nonce, the encrypted value and the tag.
///
/// The mark is made with a key of its own, derived from the same 32 bytes.
public final class AesSealer implements Sealer {
    /// Bytes of a key.
    public static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String DIGEST = "HmacSHA256";

    private final String id;
    private final SecretKeySpec key;
    private final SecretKeySpec marks;
    private final Consumer<byte[]> nonces;

    /// @param id of the key, not secret
    /// @param key 32 bytes
    /// @param nonces fills an array with bytes that never come twice
    public AesSealer(String id, byte[] key, Consumer<byte[]> nonces) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        this.id = id;
        this.key = new SecretKeySpec(key, "AES");
        this.nonces = nonces;
        this.marks = new SecretKeySpec(digest(new SecretKeySpec(key, DIGEST), "marks", new byte[0]), DIGEST);
    }

    @Override
    public Sealed seal(String context, byte[] value) {
        var nonce = new byte[NONCE_BYTES];
        nonces.accept(nonce);
        try {
            var encrypted = cipher(Cipher.ENCRYPT_MODE, context, nonce).doFinal(value);
            var box = ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                    .put(nonce)
                    .put(encrypted);
            var text = Base64.getEncoder().encodeToString(box.array());
            return new Sealed(id, text, HexFormat.of().formatHex(digest(marks, context, value)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + CIPHER, impossible);
        }
    }

    @Override
    public byte[] open(String context, Sealed sealed) {
        if (!sealed.key().equals(id)) {
            throw new UnsealableException("it was sealed with the key " + sealed.key() + ", which is not here");
        }
        try {
            var box = Base64.getDecoder().decode(sealed.box());
            if (box.length < NONCE_BYTES) {
                throw new UnsealableException("it is cut short");
            }
            var nonce = Arrays.copyOf(box, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, context, nonce).doFinal(box, NONCE_BYTES, box.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException altered) {
            throw new UnsealableException("it was altered, or sealed for something else", altered);
        }
    }

    private Cipher cipher(int mode, String context, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] digest(SecretKeySpec key, String context, byte[] value) {
        try {
            var mac = Mac.getInstance(DIGEST);
            mac.init(key);
            mac.update(context.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(value);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + DIGEST, impossible);
        }
    }
}
