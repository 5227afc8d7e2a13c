package dev.evenkeel.reconcilers.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.TaskDefinitionId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The arithmetic of percentages with the figures of ECS's documentation.
class RoomTest {
    @ParameterizedTest(name = "desired {0}, {1}..{2} %: good {3}, alive {4}, healthy {5} -> start {6}, stop {7}")
    @CsvSource({
        // desired, min, max, good, alive, healthy, start, stop
        "4,  50, 200, 0, 4, 4, 4, 2",
        "2,  75, 200, 0, 2, 2, 2, 0",
        "4, 100, 200, 0, 4, 4, 4, 0",
        "3, 100, 125, 0, 3, 3, 0, 0",
        "4, 100, 150, 0, 4, 4, 2, 0",
        "4, 100, 150, 2, 6, 6, 0, 2",
        "1, 100, 200, 0, 1, 1, 1, 0",
        "1,   0, 100, 0, 1, 1, 0, 1",
        "3, 100, 200, 3, 3, 3, 0, 0",
        "3, 100, 200, 5, 5, 5, 0, 2",
        "0, 100, 200, 0, 2, 2, 0, 2",
        "3, 100, 200, 2, 2, 1, 1, 0",
    })
    void percentagesBoundWhatMovesAtOnce(
            int desired, int minimum, int maximum, int good, int alive, int healthy, int start, int stop) {
        var definition = new TaskDefinitionId("us-east-1", "web", 1);
        var spec = new ServiceSpec(definition, desired, LaunchType.EC2, minimum, maximum, Doc.EMPTY);

        assertEquals(new Room(start, stop), Room.of(Bounds.of(spec), good, alive, healthy));
    }
}
