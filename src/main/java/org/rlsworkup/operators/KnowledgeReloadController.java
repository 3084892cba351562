package org.rlsworkup.operators;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Has the knowledge loaded again. The body is not read: its type alone keeps forms of other origins out. */
@RestController
class KnowledgeReloadController {
    private final KnowledgeReload knowledge;

    KnowledgeReloadController(KnowledgeReload knowledge) {
        this.knowledge = knowledge;
    }

    /** @param operator null in the sandbox */
    @PostMapping(path = "/operators/knowledge/reload", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<KnowledgeReload.ReloadOutcome> reload(@Nullable Principal operator) {
        var outcome = knowledge.reload(operator == null ? "sandbox" : operator.getName());
        return ResponseEntity.status(outcome.reasons().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .body(outcome);
    }
}
