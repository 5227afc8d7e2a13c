package dev.evenkeel.api.sigv4;

/// A long-lived access key. Printing it does not tell the secret.
public record Credentials(String accessKeyId, String secretAccessKey) {
    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + "]";
    }
}
