package dev.evenkeel.store.model.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The steps in which traffic goes over.
class ShiftPlanTest {
    @Test
    void everyPlanEndsWithAllOfTheTraffic() {
        assertEquals(List.of(0, 100), steps(ShiftPlan.AT_ONCE));
        assertEquals(List.of(0, 5, 100), steps(ShiftPlan.canary(5, 1)));
        assertEquals(List.of(0, 50, 100), steps(ShiftPlan.linear(50, 1)));
        assertEquals(List.of(0, 30, 60, 90, 100), steps(ShiftPlan.linear(30, 1)));
        assertEquals(100, ShiftPlan.linear(1, 1).steps());
    }

    private static List<Integer> steps(ShiftPlan plan) {
        return IntStream.rangeClosed(0, plan.steps()).mapToObj(plan::percentAt).toList();
    }
}
