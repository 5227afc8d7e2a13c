package dev.evenkeel.api.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/// Bodies that clients compress, as the SDKs do with large ones. What is signed is the compressed body.
public final class Compression {
    private static final int LARGEST = 10 * 1024 * 1024;

    private Compression() {}

    /// The same request with its body as it was before it was compressed; one that was not, unchanged.
    ///
    /// @return the request unchanged also when its body is not what it says, which its protocol will refuse
    public static RawRequest plain(RawRequest request) {
        var encoding = request.headers().first("content-encoding");
        if (encoding.filter("gzip"::equalsIgnoreCase).isEmpty()) {
            return request;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
            var body = in.readNBytes(LARGEST + 1);
            return body.length > LARGEST
                    ? request
                    : new RawRequest(request.method(), request.rawPath(), request.rawQuery(), request.headers(), body);
        } catch (IOException _) {
            return request;
        }
    }
}
