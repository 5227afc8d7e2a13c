package dev.evenkeel.api.model.gen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelGenTest {
    private static final String SOURCE = """
            {"metadata":{"apiVersion":"2026-01-01","endpointPrefix":"ships","protocol":"query","protocols":["query"],
              "serviceId":"Ships","xmlNamespace":"https://ships.example/"},
             "operations":{
              "Sail":{"name":"Sail","http":{"method":"POST","requestUri":"/"},"input":{"shape":"SailRequest"},
                "output":{"shape":"Ship","resultWrapper":"SailResult"},"errors":[{"shape":"Sunk"}],
                "documentation":"<p>Prose.</p>"},
              "Moor":{"name":"Moor","input":{"shape":"MoorRequest"},"readonly":true}},
             "shapes":{
              "SailRequest":{"type":"structure","required":["name"],"documentation":"<p>Prose.</p>","members":{
                "name":{"shape":"Name","documentation":"<p>Prose.</p>","locationName":"Name"},
                "token":{"shape":"Name","idempotencyToken":true}}},
              "MoorRequest":{"type":"structure","members":{"at":{"shape":"Harbour"}}},
              "Harbour":{"type":"string","enum":["NORTH","SOUTH"]},
              "Name":{"type":"string","min":1,"max":9,"pattern":"[a-z]+","sensitive":true},
              "Ship":{"type":"structure","members":{}},
              "Sunk":{"type":"structure","members":{},"exception":true,
                "error":{"code":"ShipSunk","httpStatusCode":409,"senderFault":true}},
              "Unreached":{"type":"string"}}}
            """;

    @Test
    void onlyFactsThatOperationsReachAreKept(@TempDir Path directory) throws IOException {
        ModelGen.main(new String[] {directory.toString(), "ships=" + source(directory, SOURCE)});

        assertEquals("""
                {"operations":{
                "Moor":{"input":"MoorRequest","readonly":true},
                "Sail":{"input":"SailRequest","output":"Ship","wrapper":"SailResult","errors":["Sunk"]}
                },"shapes":{
                "Harbour":{"type":"string","enum":["NORTH","SOUTH"]},
                "MoorRequest":{"type":"structure","members":{"at":"Harbour"}},
                "Name":{"type":"string","min":1,"max":9,"pattern":"[a-z]+","sensitive":true},
                "SailRequest":{"type":"structure","members":{"name":{"shape":"Name","locationName":"Name"},\
                "token":{"shape":"Name","idempotencyToken":true}},"required":["name"]},
                "Ship":{"type":"structure","members":{}},
                "Sunk":{"type":"structure","members":{},"error":{"code":"ShipSunk","status":409}}
                }}
                """, Files.readString(directory.resolve("ships.json")));
        assertEquals("""
                {
                "ships":{"serviceId":"Ships","version":"2026-01-01","signingName":"ships",\
                "xmlNamespace":"https://ships.example/","protocols":["query"]}
                }
                """, Files.readString(directory.resolve("services.json")));
    }

    @Test
    void operationsMayBeSelectedAndServicesAdded(@TempDir Path directory) throws IOException {
        String file = source(directory, SOURCE);

        ModelGen.main(new String[] {directory.toString(), "ships=" + file, "boats=" + file + ":Moor"});

        assertFalse(Files.readString(directory.resolve("boats.json")).contains("Sail"));
        String index = Files.readString(directory.resolve("services.json"));
        assertTrue(index.contains("\"boats\":") && index.contains("\"ships\":"), index);
    }

    @Test
    void aTraitNobodyKnowsStopsTheTool(@TempDir Path directory) throws IOException {
        String file = source(
                directory, SOURCE.replace("\"type\":\"string\",\"enum\"", "\"type\":\"string\",\"tide\":1,\"enum\""));

        assertThrows(
                IllegalStateException.class, () -> ModelGen.main(new String[] {directory.toString(), "ships=" + file}));
    }

    private static String source(Path directory, String text) throws IOException {
        return Files.writeString(directory.resolve("service-2.json"), text).toString();
    }
}
