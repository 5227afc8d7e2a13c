package dev.evenkeel.api.http;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Words that nobody can guess.
public final class Secrets {
    private static final SecureRandom CHANCE = new SecureRandom();
    private static final int BYTES = 32;

    private Secrets() {}

    /// A fresh one, of 64 hexadecimal digits.
    public static String fresh() {
        var bytes = new byte[BYTES];
        CHANCE.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
