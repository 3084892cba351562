package org.rlsworkup.bench;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The baseline of the server: ignores the body and answers with constant JSON. */
@RestController
class EchoController {
    private static final byte[] NOTHING = "{\"cards\":[]}".getBytes(StandardCharsets.UTF_8);

    @PostMapping("/echo")
    ResponseEntity<byte[]> echo() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(NOTHING);
    }
}
