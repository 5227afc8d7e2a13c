package dev.evenkeel.store.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    /// Growing, staying, and shrinking to nothing, over few keys and over many.
    @ParameterizedTest
    @CsvSource({"1,20,50", "2,200,50", "3,5000,70", "4,5000,50", "5,5000,30", "6,100000,80", "7,100000,20", "8,64,50"})
    void itHoldsWhatASortedMapHoldsAfterAnyChanges(long seed, int keys, int percentPuts) {
        var random = new Random(seed);
        var expected = new TreeMap<Integer, String>();
        Table<Integer, String> table = Table.empty();
        for (int i = 0; i < keys; i++) {
            expected.put(i * 2, "start");
            table = table.with(i * 2, "start");
        }
        for (int step = 0; step < 20_000; step++) {
            int key = random.nextInt(keys * 2);
            if (random.nextInt(100) < percentPuts) {
                expected.put(key, "v" + step);
                table = table.with(key, "v" + step);
            } else {
                expected.remove(key);
                table = table.without(key);
            }
            assertEquals(expected.size(), table.size());
            if (step % 1000 == 0) {
                assertSame(table, table.without(-1));
                assertHolds(expected, table, random.nextInt(keys * 2));
            }
        }
        for (int key : List.copyOf(expected.keySet())) {
            table = table.without(key);
        }
        assertHolds(new TreeMap<>(), table, 0);
    }

    private static void assertHolds(
            NavigableMap<Integer, String> expected, Table<Integer, String> table, int somewhere) {
        assertEquals(List.copyOf(expected.entrySet()), table.entries().toList());
        assertEquals(
                List.copyOf(expected.tailMap(somewhere).entrySet()),
                table.from(somewhere).toList());
        assertEquals(Optional.ofNullable(expected.get(somewhere)), table.get(somewhere));
    }

    @Test
    void oldVersionsStayAsTheyWere() {
        var random = new Random(11);
        var versions = new ArrayList<Table<Integer, Integer>>();
        var copies = new ArrayList<Map<Integer, Integer>>();
        Table<Integer, Integer> table = Table.empty();
        var copy = new TreeMap<Integer, Integer>();
        for (int step = 0; step < 3000; step++) {
            int key = random.nextInt(500);
            if (random.nextBoolean()) {
                table = table.with(key, step);
                copy.put(key, step);
            } else {
                table = table.without(key);
                copy.remove(key);
            }
            if (step % 50 == 0) {
                versions.add(table);
                copies.add(new TreeMap<>(copy));
            }
        }
        for (int i = 0; i < versions.size(); i++) {
            assertEquals(
                    List.copyOf(copies.get(i).entrySet()),
                    versions.get(i).entries().toList());
        }
    }

    @Test
    void tablesAreEqualWhateverOrderTheirRowsCameIn() {
        Table<Integer, Integer> up = Table.empty();
        Table<Integer, Integer> down = Table.empty();
        for (int i = 0; i < 10_000; i++) {
            up = up.with(i, i);
            down = down.with(9_999 - i, 9_999 - i);
        }
        assertEquals(up, down);
        assertEquals(up.hashCode(), down.hashCode());
        assertNotEquals(up, down.with(17, 0));
        assertEquals(9_990, up.from(10).count());
    }

    @Test
    void nothingChangesWhereNothingIsNew() {
        var value = new Object();
        Table<Integer, Object> table = Table.<Integer, Object>empty().with(1, value);
        assertSame(table, table.with(1, value));
        assertSame(table, table.without(2));
        assertTrue(table.without(1).isEmpty());
        assertEquals("{1=" + value + "}", table.toString());
    }
}
