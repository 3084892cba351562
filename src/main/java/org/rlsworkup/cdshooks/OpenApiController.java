package org.rlsworkup.cdshooks;

import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The OpenAPI description of all addresses, at {@code /openapi.yaml}: a file that tests hold against real answers. */
@RestController
class OpenApiController {
    @GetMapping("/openapi.yaml")
    ResponseEntity<Resource> show() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)))
                .contentType(MediaType.APPLICATION_YAML)
                .body(new ClassPathResource("openapi.yaml"));
    }
}
