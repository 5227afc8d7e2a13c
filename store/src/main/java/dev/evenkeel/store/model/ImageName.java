package dev.evenkeel.store.model;

import org.jspecify.annotations.Nullable;

/// The name of an image, as Docker reads it: `[registry/]repository[:tag][@digest]`.
///
/// @param repository in the short form, without Docker Hub's own registry: `nginx`, `127.0.0.1:5000/app`
/// @param digest `sha256:…`
public record ImageName(
        String repository, @Nullable String tag, @Nullable String digest) {
    private static final String HUB = "docker.io/";
    private static final String OFFICIAL = "library/";

    /// Reads a name. Never fails: a name that is wrong is for its registry to refuse.
    public static ImageName of(String text) {
        int at = text.indexOf('@');
        var digest = at < 0 ? null : text.substring(at + 1);
        var tagged = at < 0 ? text : text.substring(0, at);
        int colon = tagged.lastIndexOf(':');
        boolean hasTag = colon > tagged.lastIndexOf('/');
        return new ImageName(
                familiar(hasTag ? tagged.substring(0, colon) : tagged),
                hasTag ? tagged.substring(colon + 1) : null,
                digest);
    }

    private static String familiar(String repository) {
        var name = repository.startsWith("index.") ? repository.substring("index.".length()) : repository;
        if (!name.startsWith(HUB)) {
            return name;
        }
        var path = name.substring(HUB.length());
        return path.startsWith(OFFICIAL) ? path.substring(OFFICIAL.length()) : path;
    }

    /// The same repository's image of this digest, whatever its tags come to mean.
    public ImageName at(String exactly) {
        return new ImageName(repository, null, exactly);
    }

    /// Whether it means the same bytes for ever.
    public boolean isExact() {
        return digest != null;
    }

    /// The registry's host, with its port: a first part that has a dot, a colon, or is `localhost`.
    public String registry() {
        int slash = repository.indexOf('/');
        var first = slash < 0 ? "" : repository.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "docker.io";
    }

    /// With the tag `latest` where nothing says which image is meant.
    @Override
    public String toString() {
        if (digest != null) {
            return repository + "@" + digest;
        }
        return repository + ":" + (tag == null ? "latest" : tag);
    }
}
