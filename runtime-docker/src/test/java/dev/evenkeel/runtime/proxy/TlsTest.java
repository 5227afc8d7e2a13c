package dev.evenkeel.runtime.proxy;

import static dev.evenkeel.runtime.proxy.TestProxy.forward;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HTTPS listeners: which certificate a client is shown, and what targets learn of it.
final class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String A = arn("a");
    private static final String B = arn("b");

    @TempDir
    private static Path folder;

    private Backend backend;
    private TestProxy proxy;

    @BeforeAll
    static void makeCertificates() throws Exception {
        make("a", "a.example.org");
        make("b", "*.b.example.org");
    }

    private static String arn(String id) {
        return "arn:aws:acm:us-east-1:123456789012:certificate/" + id;
    }

    /// A certificate that signs itself, as an operator puts it down.
    private static void make(String id, String host) throws Exception {
        var store = folder.resolve(id + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var words = List.of(
                keytool,
                "-genkeypair",
                "-alias",
                id,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD));
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        pem(id + ".crt", "CERTIFICATE", keys.getCertificate(id).getEncoded());
        pem(id + ".key", "PRIVATE KEY", keys.getKey(id, PASSWORD).getEncoded());
    }

    private static void pem(String name, String what, byte[] content) throws IOException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                folder.resolve(name), "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n");
    }

    @BeforeEach
    void start() throws IOException {
        backend = new Backend("blue");
        proxy = new TestProxy(new CertificateFolder(folder));
        proxy.targets("blue", backend).rule(forward("blue")).https(A, B).serve();
    }

    @AfterEach
    void stop() {
        proxy.close();
        backend.close();
    }

    /// What a client that asks for a host is shown and told.
    private record Seen(String subject, String protocol, String answer) {}

    private Seen ask(String host, String... protocols) throws IOException, GeneralSecurityException {
        var tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new Anybody()}, null);
        try (var socket =
                (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), proxy.port())) {
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            parameters.setApplicationProtocols(protocols);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            var chosen = socket.getApplicationProtocol();
            var answer = "h2".equals(chosen) ? "" : get(socket, host);
            return new Seen(shown.getSubjectX500Principal().getName(), chosen, answer);
        }
    }

    private static String get(SSLSocket socket, String host) throws IOException {
        var request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }

    /// Believes every certificate: which one it is shown is for the test to say.
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void aClientIsShownTheCertificateOfTheHostItAsksFor() throws Exception {
        assertEquals("CN=a.example.org", ask("a.example.org").subject());
        assertEquals("CN=*.b.example.org", ask("www.b.example.org").subject());
    }

    @Test
    void whoAsksForAnotherHostIsShownTheDefaultCertificate() throws Exception {
        assertEquals("CN=a.example.org", ask("elsewhere.org").subject());
        proxy.https(B, A).serve();
        assertEquals("CN=*.b.example.org", ask("elsewhere.org").subject());
    }

    @Test
    void aTargetLearnsThatItsClientCameByHttps() throws Exception {
        var seen = ask("a.example.org", "http/1.1");

        assertTrue(seen.answer().startsWith("HTTP/1.1 200"), seen::answer);
        assertTrue(seen.answer().endsWith("blue"), seen::answer);
        assertEquals(List.of("https"), backend.headers().get("X-forwarded-proto"));
        assertEquals(List.of(Integer.toString(proxy.port())), backend.headers().get("X-forwarded-port"));
    }

    @Test
    void http2IsAgreedUponWithWhoeverSpeaksIt() throws Exception {
        assertEquals("h2", ask("a.example.org", "h2", "http/1.1").protocol());
        assertEquals("http/1.1", ask("a.example.org", "http/1.1").protocol());
    }

    @Test
    void aCertificateIsThereWithBothItsFilesOnly() throws IOException {
        var certificates = new CertificateFolder(folder);
        Files.writeString(folder.resolve("half.crt"), "");

        assertTrue(certificates.has(A));
        assertFalse(certificates.has(arn("half")));
        assertFalse(certificates.has(arn("../a")));
        assertFalse(new CertificateFolder(null).has(A));
    }
}
