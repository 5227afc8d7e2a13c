package dev.evenkeel.store.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16,10.0.0.0/16",
        "10.0.7.9/16,10.0.0.0/16",
        "255.255.255.255/32,255.255.255.255/32",
        "1.2.3.4/0,0.0.0.0/0"
    })
    void aBlockIsReadAsEc2ReadsIt(String text, String block) {
        assertEquals(block, Cidr.parse(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0/8",
                "10.0.0.256/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.00.0.0/8",
                "::/0",
                "a/8"
            })
    void whatIsNoBlockIsNotRead(String text) {
        assertTrue(Cidr.parse(text).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.0.0/16,true",
        "10.0.1.0/24,10.0.0.0/16,true",
        "10.0.0.0/24,10.0.1.0/24,false",
        "0.0.0.0/0,200.0.0.0/32,true"
    })
    void overlapIsSymmetric(String one, String other, boolean overlap) {
        assertEquals(overlap, Cidr.of(one).overlaps(Cidr.of(other)));
        assertEquals(overlap, Cidr.of(other).overlaps(Cidr.of(one)));
    }

    @Test
    void partsFollowOneAnother() {
        assertEquals("172.31.16.0/20", Cidr.of("172.31.0.0/16").part(20, 1).toString());
        assertTrue(Cidr.of("172.31.16.0/20").contains(Ipv4.of("172.31.31.255")));
        assertFalse(Cidr.of("172.31.16.0/20").contains(Ipv4.of("172.31.32.0")));
    }

    @Test
    void addressesAreInTheOrderOfTheirNumbers() {
        assertTrue(Ipv4.of("9.0.0.0").compareTo(Ipv4.of("200.0.0.0")) < 0);
    }
}
