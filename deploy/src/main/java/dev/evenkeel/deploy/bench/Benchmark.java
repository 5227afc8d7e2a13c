package dev.evenkeel.deploy.bench;

/// A measurement that prints figures, best beside those of something known, and asserts nothing. Takes two minutes
/// at most.
public interface Benchmark {
    /// The word after `bench`.
    String name();

    /// What is measured, in a line.
    String title();

    /// Measures.
    void run(Report report) throws Exception;
}
