package dev.evenkeel.reconcilers.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Strategies are written `name:base/weight` here, and tasks `name=number`.
final class StrategyTest {
    @ParameterizedTest(name = "{0} of {1} with {2} gives {3}")
    @CsvSource(textBlock = """
                    # tasks | strategy        | there already | to whom
                    1       | A:0/1           |               | A
                    4       | A:0/1 B:0/1     |               | A B A B
                    4       | A:0/1 B:0/3     |               | B B A B
                    4       | A:0/3 B:0/1     |               | A A A B
                    8       | A:0/1 B:0/3     |               | B B A B B B A B
                    5       | A:2/1 B:0/1     |               | A A A B A
                    2       | A:1/0           | A=4           | A A
                    3       | A:5/0 B:0/1     |               | A A A
                    7       | A:5/0 B:0/1     |               | A A A A A B B
                    2       | A:1/0 B:0/0     |               | A
                    2       | A:0/0 B:0/0     |               |
                    2       | A:0/0 B:0/4     |               | B B
                    2       | A:0/1 B:0/1     | A=3           | B B
                    3       | A:2/1 B:0/1     | A=2 B=1       | A A B
                    2       | A:2/1 B:0/1     | B=9           | A A
                    2       | A:0/1 B:0/1     | C=7           | A B
                    3       | A:0/1000 B:0/1  | A=999         | A B A
                    """, delimiter = '|')
    void tasksGoToBasesFirstAndThenByWeight(int count, String strategy, String have, String expected) {
        var wanted = expected == null ? List.of() : List.of(expected.split(" "));
        assertEquals(wanted, strategy(strategy).next(tasks(have), count));
    }

    @Test
    void aThousandTasksFollowTheWeightsExactly() {
        var given = new TreeMap<String, Integer>();
        strategy("A:10/1 B:0/2 C:0/7").next(Map.of(), 1_010).forEach(name -> given.merge(name, 1, Integer::sum));
        assertEquals(Map.of("A", 110, "B", 200, "C", 700), given);
    }

    @Test
    void oneByOneIsTheSameAsAllAtOnce() {
        var strategy = strategy("A:3/2 B:0/5 C:0/1");
        var have = new TreeMap<String, Integer>();
        for (int i = 0; i < 40; i++) {
            have.merge(strategy.next(have, 1).getFirst(), 1, Integer::sum);
        }
        var atOnce = new TreeMap<String, Integer>();
        strategy.next(Map.of(), 40).forEach(name -> atOnce.merge(name, 1, Integer::sum));
        assertEquals(atOnce, have);
    }

    private static Strategy strategy(String text) {
        return new Strategy(Arrays.stream(text.split(" "))
                .map(item -> item.split("[:/]"))
                .map(p -> new Strategy.Item(p[0], Integer.parseInt(p[1]), Integer.parseInt(p[2])))
                .toList());
    }

    private static Map<String, Integer> tasks(String text) {
        var tasks = new TreeMap<String, Integer>();
        if (text != null) {
            Arrays.stream(text.split(" "))
                    .map(item -> item.split("="))
                    .forEach(p -> tasks.put(p[0], Integer.valueOf(p[1])));
        }
        return tasks;
    }
}
