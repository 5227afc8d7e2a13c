package dev.evenkeel.api.model;

/// A value tree does not fit a record: a member is absent that the record needs, or is of another kind.
public final class BindingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String path;

    BindingException(String path, String problem) {
        super(problem + " at '" + path + "'");
        this.path = path;
    }

    /// Where in the tree, in the form `containerDefinitions.1.name`.
    public String path() {
        return path;
    }
}
