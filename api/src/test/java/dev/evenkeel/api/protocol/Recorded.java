package dev.evenkeel.api.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Requests as the AWS CLI 1.45 sent them, signed with the example key of AWS's documentation.
public final class Recorded {
    public static final String ACCESS_KEY_ID = "AKIDEXAMPLE";
    public static final String SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private Recorded() {}

    /// The request of a file beside this class: request line, headers, an empty line, the body.
    public static RawRequest request(String name) {
        byte[] bytes = bytes(name + ".http");
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        String[] lines = text.substring(0, end).split("\n", -1);
        Headers headers = Headers.NONE;
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(": ");
            headers = headers.with(lines[i].substring(0, colon), lines[i].substring(colon + 2));
        }
        byte[] body = text.substring(end + 2).getBytes(StandardCharsets.ISO_8859_1);
        return new RawRequest(lines[0].split(" ", -1)[0], lines[0].split(" ", -1)[1], "", headers, body);
    }

    private static byte[] bytes(String file) {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
