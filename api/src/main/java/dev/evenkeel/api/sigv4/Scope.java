package dev.evenkeel.api.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/// What a signature is good for: one day, one region, one service.
///
/// @param date in the form `20260101`
record Scope(String date, String region, String service) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String TERMINATOR = "aws4_request";

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// A time in the form of `X-Amz-Date`.
    static String timestamp(Instant time) {
        return TIMESTAMP.format(time);
    }

    /// The time of an `X-Amz-Date`.
    ///
    /// @throws java.time.DateTimeException if it is none
    static Instant time(String timestamp) {
        return TIMESTAMP.parse(timestamp, Instant::from);
    }

    /// The key that signs within this scope.
    byte[] key(String secret) {
        byte[] day = Hashes.hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), date);
        return Hashes.hmac(Hashes.hmac(Hashes.hmac(day, region), service), TERMINATOR);
    }

    /// The signature of a canonical request, as hexadecimal digits.
    String signature(byte[] key, String timestamp, String canonicalRequest) {
        String hash = Hashes.hexSha256(canonicalRequest.getBytes(StandardCharsets.UTF_8));
        String toSign = ALGORITHM + "\n" + timestamp + "\n" + this + "\n" + hash;
        return HexFormat.of().formatHex(Hashes.hmac(key, toSign));
    }

    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/" + TERMINATOR;
    }
}
