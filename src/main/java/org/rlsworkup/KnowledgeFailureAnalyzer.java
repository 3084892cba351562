package org.rlsworkup;

import org.rlsworkup.knowledge.load.KnowledgeException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a refused knowledge file as what it is, a file to mend, not as a stack trace. */
final class KnowledgeFailureAnalyzer extends AbstractFailureAnalyzer<KnowledgeException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, KnowledgeException cause) {
        return new FailureAnalysis(
                "The knowledge must not be used as it is:\n\n" + cause.getMessage(),
                "Mend the lines named above, in the file of rls.knowledge or of rls.site.",
                cause);
    }
}
