package org.rlsworkup.bench;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The baselines of the server: both answer with constant JSON. */
@RestController
class EchoController {
    private static final byte[] NOTHING = "{\"cards\":[]}".getBytes(StandardCharsets.UTF_8);

    private final JsonFactory json = new JsonFactory();

    /** Ignores the body. */
    @PostMapping("/echo")
    ResponseEntity<byte[]> echo() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(NOTHING);
    }

    /** Reads the tokens of the body, and does nothing with them. */
    @PostMapping("/scan")
    ResponseEntity<byte[]> scan(InputStream body) {
        try (var parser = json.createParser(ObjectReadContext.empty(), body)) {
            while (parser.nextToken() != null) {
                // the next one
            }
        }
        return echo();
    }
}
