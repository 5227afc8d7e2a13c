package dev.evenkeel.runtime.proxy;

import java.util.Arrays;

/// Takes turns by weight, exactly and as evenly as can be: of every sum of weights in a row, each gets its own. Nothing
/// is left to chance. Any thread may use it.
final class SmoothWeights {
    private final int[] weights;
    private final int[] credit;
    private final int total;

    SmoothWeights(int... weights) {
        this.weights = weights.clone();
        this.credit = new int[weights.length];
        this.total = Arrays.stream(weights).sum();
    }

    boolean isOf(int... others) {
        return Arrays.equals(weights, others);
    }

    /// The index of whose turn it is; -1 if nobody has a weight.
    synchronized int next() {
        if (total == 0) {
            return -1;
        }
        int best = 0;
        for (int i = 0; i < weights.length; i++) {
            credit[i] += weights[i];
            if (credit[i] > credit[best]) {
                best = i;
            }
        }
        credit[best] -= total;
        return best;
    }
}
